using Smol.Storage.Tests.Ext2;
using Smol.TestSupport;
using Smol.TestSupport.Fuzzing;

namespace Smol.Storage.Tests.Fuzzing;

public sealed class Ext2FuzzTests
{
    // The same bytes each time, so that a seed means the same damage.
    private const string Mke2fs = "export E2FSPROGS_FAKE_TIME=1700000000; truncate -s 2M $1; mke2fs -q -U 01234567-89ab-cdef-0123-456789abcdef -E hash_seed=01234567-89ab-cdef-0123-456789abcdef";

    [Fact]
    public void Damaged_ext2_of_any_maker_gives_findings_a_tree_or_an_error() =>
        new MutationFuzzing(
            [
                Ours(1024), Ours(4096),
                Foreign("mke2fs -b 1024", $"{Mke2fs} -t ext2 -b 1024 -g 1024 -d $2 $1"),
                Foreign("mke2fs -b 4096", $"{Mke2fs} -t ext2 -b 4096 -d $2 $1"),
                Foreign("mke2fs of revision 0", $"{Mke2fs} -t ext2 -r 0 -b 1024 -d $2 $1"),
                Foreign("mke2fs with an index", $"{Mke2fs} -t ext2 -b 1024 -I 256 -d $2 $1; e2fsck -fyD $1 >/dev/null || true"),
                Foreign("genext2fs", "genext2fs -f -B 1024 -b 2048 -N 200 -d $2 $1"),
            ],
            ReadEverything.Of).Run(MutationFuzzing.WholeBudget / 3);

    private static FuzzedImage Ours(int blockSize)
    {
        using var scratch = new Scratch();
        Ext2Image.WriteUnchecked(scratch["image"], FuzzedTree.MakeWithDevices(), null, new() { BlockSize = blockSize });
        return Named($"smol, {blockSize}", File.ReadAllBytes(scratch["image"]));
    }

    private static FuzzedImage Foreign(string name, string command) => Named(name, FuzzedTree.MakeImage(command));

    private static FuzzedImage Named(string name, byte[] bytes) => new(name, bytes, Ext2Structures.Of(bytes));
}
