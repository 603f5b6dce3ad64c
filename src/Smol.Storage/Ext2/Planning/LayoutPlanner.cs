using System.Globalization;
using Smol.Storage.DiskImages;

namespace Smol.Storage.Ext2.Planning;

/// <summary>Chooses what the format leaves open, and the geometry.</summary>
internal sealed class LayoutPlanner(NumberedTree tree, Ext2Format format, FilesystemSettings settings)
{
    private const long MiB = 1 << 20;

    /// <summary>From this length on mke2fs takes blocks of 4096 bytes, below it 1024 (<c>mke2fs.conf</c>: <c>small</c>).</summary>
    private const long SmallLength = 512 * MiB;

    private readonly int _inodeSize = format.InodeSize ?? (tree.LastTime > int.MaxValue ? 256 : 128);

    public Ext2Layout Plan()
    {
        if (format.InodeCount < tree.LastNumber)
        {
            throw new SmolException(
                $"{format.InodeCount} inodes are too few: the tree needs {tree.LastNumber}, those that ext2 reserves included", "--inodes");
        }
        var data = new DataPlacement(tree, format.BlockSize ?? DefaultBlockSize());
        Ext2Geometry geometry = settings.Size.Length is long length ? OfLength(data, length) : ByNeed(data);
        return new(format, settings, tree, data, geometry);
    }

    private int DefaultBlockSize()
    {
        long length = settings.Size.Length ?? tree.ContentLength + settings.Size.FreeBeside(tree.ContentLength);
        return length >= SmallLength || tree.LongestTarget >= 1024 ? 4096 : 1024;
    }

    private Ext2Geometry OfLength(DataPlacement data, long length)
    {
        if (length / data.BlockSize > uint.MaxValue)
            throw new SmolException($"is too long for ext2: {length / MiB} MiB in blocks of {data.BlockSize} bytes", "--size");
        Ext2Geometry? geometry = Ext2Sizing.OfLength(data.BlockSize, _inodeSize, length, InodesFor(length));
        if (Holds(geometry, data))
            return geometry!;
        // Rather fewer free inodes than an image that its tree does not fit into.
        geometry = Ext2Sizing.OfLength(data.BlockSize, _inodeSize, length, format.InodeCount ?? tree.LastNumber);
        return Holds(geometry, data) ? geometry! : throw TooSmall(data, length);
    }

    private Ext2Geometry ByNeed(DataPlacement data)
    {
        long used = data.BlockCount * data.BlockSize;
        long free = settings.Size.FreeBeside(used);
        long blocks = data.BlockCount + ((free + data.BlockSize - 1) / data.BlockSize);
        return Smallest(data, blocks, settings.Size.IsExactFit ? format.InodeCount ?? tree.LastNumber : InodesFor(used + free));
    }

    private Ext2Geometry Smallest(DataPlacement data, long blocks, long inodes) =>
        Ext2Sizing.Smallest(data.BlockSize, _inodeSize, blocks, inodes)
        ?? throw new SmolException($"the tree is too big for ext2 with blocks of {data.BlockSize} bytes", "--block", "4096 holds most");

    private static bool Holds(Ext2Geometry? geometry, DataPlacement data) => geometry?.DataBlockCount >= data.BlockCount;

    /// <summary>A tenth more than the tree needs, and at least as many as mke2fs makes for a length (<c>mke2fs.conf</c>: <c>inode_ratio</c>).</summary>
    private long InodesFor(long length)
    {
        long bytesPerInode = length switch
        {
            < 3 * MiB => 8192,
            < SmallLength => 4096,
            < 4 * MiB * MiB => 16384,
            _ => 32768,
        };
        return format.InodeCount ?? Math.Max(tree.LastNumber + (tree.LastNumber / 10), length / bytesPerInode);
    }

    private SmolException TooSmall(DataPlacement data, long length)
    {
        long needed = Smallest(data, data.BlockCount, format.InodeCount ?? tree.LastNumber).BlockCount * data.BlockSize;
        string inodes = format.InodeCount is long count ? $" with {count} inodes" : "";
        return new(
            $"the tree{inodes} needs an ext2 filesystem of {ToMiB(needed)} MiB, and {ToMiB(length)} MiB are given",
            "--size",
            $"give at least {ToMiB(needed - length)} MiB more, or auto");
    }

    /// <summary>Rounded up to a tenth, so that what is asked for is enough.</summary>
    private static string ToMiB(long bytes) => (Math.Ceiling(10.0 * bytes / MiB) / 10).ToString("0.0", CultureInfo.InvariantCulture);
}
