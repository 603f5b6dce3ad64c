using FsCheck;
using FsCheck.Fluent;
using Smol.Storage.DiskImages;
using Smol.Storage.Ffs;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Ffs;

public sealed class FfsRoundTripTests
{
    private static readonly FileTreeLimits Wide = new();
    private static readonly FileTreeLimits Narrow = Wide with { EarliestTime = int.MinValue, LatestTime = int.MaxValue };

    [Theory]
    [InlineData(FfsVersion.Ffs1, 4096, 512, 40)]
    [InlineData(FfsVersion.Ffs1, 8192, 1024, 40)]
    [InlineData(FfsVersion.Ffs1, 16384, 2048, 30)]
    [InlineData(FfsVersion.Ffs1, 65536, 8192, 15)]
    [InlineData(FfsVersion.Ffs1, 8192, 8192, 15)]
    [InlineData(FfsVersion.Ffs2, 4096, 512, 40)]
    [InlineData(FfsVersion.Ffs2, 8192, 2048, 30)]
    [InlineData(FfsVersion.Ffs2, 16384, 2048, 30)]
    [InlineData(FfsVersion.Ffs2, 32768, 4096, 15)]
    [InlineData(FfsVersion.Ffs2, 4096, 4096, 15)]
    public void Any_tree_comes_back_from_a_clean_image(FfsVersion version, int blockSize, int fragmentSize, int count)
    {
        var format = new FfsFormat { Version = version, BlockSize = blockSize, FragmentSize = fragmentSize };
        Prop.ForAll(
            FileTreeGenerator.Trees(version == FfsVersion.Ffs1 ? Narrow : Wide),
            draft => FfsImage.MustRoundTrip(
                draft.Build(),
                format with { KeepsRoomForLog = draft.Entries.Count % 3 == 0 },
                draft.Entries.Count % 2 == 0 ? FilesystemSize.ExactFit : FilesystemSize.Auto))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(TestCount.Of(2 * count + 20, 14 * count + 40)));
    }
}
