using Smol.Storage.Ffs.Planning;

namespace Smol.Storage.Ffs.Writing;

/// <summary>Writes the ends of files that take less than a block, in the order in which they stand on the disk.</summary>
internal sealed class TailWriter
{
    private readonly FfsLayout _layout;
    private readonly ContentSource _contents;
    private readonly ImagePart _output;
    private readonly long[] _fragments;
    private readonly int[] _inodes;
    private int _next;

    public TailWriter(FfsLayout layout, ContentSource contents, ImagePart output)
    {
        _layout = layout;
        _contents = contents;
        _output = output;
        (_fragments, _inodes) = Sort(layout);
        Advance(0);
    }

    /// <summary>The address of what is written next; past all others when nothing is.</summary>
    public long NextAddress { get; private set; }

    /// <summary>Writes the next end of a file.</summary>
    public void WriteNext()
    {
        int index = _inodes[_next];
        PlannedInode inode = _layout.Tree.Inodes[index];
        long from = (inode.Length - 1) / _layout.BlockSize * _layout.BlockSize;
        _output.Write(NextAddress * _layout.FragmentSize, _contents.Of(inode), from, inode.Length - from);
        Advance(_next + 1);
    }

    private void Advance(int next)
    {
        _next = next;
        NextAddress = next < _fragments.Length ? _layout.Data.AddressOfFragment(_fragments[next]) : long.MaxValue;
    }

    private static (long[] Fragments, int[] Inodes) Sort(FfsLayout layout)
    {
        var fragments = new List<long>();
        var inodes = new List<int>();
        for (int index = 0; index < layout.Tree.Inodes.Length; index++)
        {
            FileShape shape = FileShape.Of(layout.Tree.Inodes[index], layout.Geometry);
            if (shape.EndFragments == 0)
                continue;
            fragments.Add(layout.Space.Placements[index].EndFragment);
            inodes.Add(index);
        }
        long[] sorted = [.. fragments];
        int[] sortedInodes = [.. inodes];
        Array.Sort(sorted, sortedInodes);
        return (sorted, sortedInodes);
    }
}
