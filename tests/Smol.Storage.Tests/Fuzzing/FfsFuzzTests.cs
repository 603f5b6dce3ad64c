using Smol.Storage.Ffs;
using Smol.Storage.Tests.Ffs;
using Smol.TestSupport;
using Smol.TestSupport.Fuzzing;

namespace Smol.Storage.Tests.Fuzzing;

public sealed class FfsFuzzTests
{
    [Fact]
    public void Damaged_FFS_of_any_maker_version_and_byte_order_gives_findings_a_tree_or_an_error() =>
        new MutationFuzzing(
            [
                Ours(FfsVersion.Ffs1, 4096), Ours(FfsVersion.Ffs1, 16384), Ours(FfsVersion.Ffs2, 4096), Ours(FfsVersion.Ffs2, 8192),
                Foreign(1, "le"), Foreign(1, "be"), Foreign(2, "le"), Foreign(2, "be"),
            ],
            ReadEverything.Of).Run(MutationFuzzing.WholeBudget / 3);

    private static FuzzedImage Ours(FfsVersion version, int blockSize)
    {
        using var scratch = new Scratch();
        FfsImage.Write(scratch["image"], FuzzedTree.MakeWithDevices(), new() { Version = version, BlockSize = blockSize });
        return Named($"smol, {version}, {blockSize}", File.ReadAllBytes(scratch["image"]));
    }

    private static FuzzedImage Foreign(int version, string order) => Named(
        $"makefs, version {version}, {order}",
        FuzzedTree.MakeImage($"makefs -t ffs -s 2m -T 1700000000 -B {order} -o version={version},bsize=4096,fsize=512 $1 $2 >/dev/null"));

    private static FuzzedImage Named(string name, byte[] bytes) => new(name, bytes, FfsStructures.Of(bytes));
}
