using System.Globalization;
using Smol.Storage.FileTrees;

namespace Smol.TestSupport;

/// <summary>One name of a drafted tree.</summary>
public sealed record FileTreeDraftEntry
{
    /// <summary>Which of the directories before it holds it, counted round.</summary>
    public int Directory { get; init; }

    public ByteString Name { get; init; }

    public NodeAttributes Attributes { get; init; }

    /// <summary>Null for a hard link.</summary>
    public NodeKind? Kind { get; init; }

    /// <summary>Of a hard link: which of the nodes before it, counted round.</summary>
    public int Earlier { get; init; }

    /// <summary>Of a hard link: how many names its node may have.</summary>
    public int MostLinks { get; init; } = int.MaxValue;

    /// <summary>Of a symbolic link.</summary>
    public ByteString Target { get; init; }

    /// <summary>Of a file, with its holes.</summary>
    public long Length { get; init; }

    /// <summary>Of a file: what its bytes are made from.</summary>
    public int Seed { get; init; }

    /// <summary>Of a sparse file: offset and length of what is not a hole; null where there are none.</summary>
    public IReadOnlyList<(long Offset, int Length)>? Pieces { get; init; }

    public uint Major { get; init; }

    public uint Minor { get; init; }

    /// <summary>A new node; null for a hard link.</summary>
    public Node? Build() => Kind switch
    {
        null => null,
        NodeKind.Directory => new DirectoryNode(Attributes),
        NodeKind.SymbolicLink => new SymbolicLinkNode(Attributes, Target),
        NodeKind.Fifo => new FifoNode(Attributes),
        NodeKind.Socket => new SocketNode(Attributes),
        NodeKind.File => new FileNode(Attributes, BuildContent()),
        _ => new DeviceNode(Attributes, Kind.Value, Major, Minor),
    };

    public IEnumerable<FileTreeDraftEntry> Shrink(int index)
    {
        ByteString plainName = ByteString.FromText(string.Create(CultureInfo.InvariantCulture, $"n{index}"));
        var plain = new NodeAttributes(0x1A4, 0, 0, default);
        if (Name != plainName)
            yield return this with { Name = plainName };
        if (Attributes != plain)
            yield return this with { Attributes = plain };
        if (Directory != 0)
            yield return this with { Directory = 0 };
        if (Pieces is not null)
            yield return this with { Pieces = null };
        if (Length > 0)
            yield return this with { Length = Length / 2, Pieces = null };
        if (Target.Length > 1)
            yield return this with { Target = Target.Slice(0, Target.Length / 2) };
    }

    private FileContent BuildContent()
    {
        var random = new Random(Seed);
        var bytes = new byte[Pieces?.Sum(piece => piece.Length) ?? Length];
        random.NextBytes(bytes);
        if (Pieces is null)
            return FileContent.FromBytes(bytes);
        var ranges = new DataRange[Pieces.Count];
        long offset = 0;
        for (int index = 0; index < ranges.Length; index++)
        {
            ranges[index] = new(Pieces[index].Offset, Pieces[index].Length, offset);
            offset += Pieces[index].Length;
        }
        return FileContent.FromRanges(new MemorySource(bytes), Length, ranges);
    }
}
