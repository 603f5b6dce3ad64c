using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>
/// Packs the members of an archive into an index: each as its difference from the one before, so that most take some 30 bytes
/// in place of a header of 512.
/// </summary>
internal sealed class IndexWriter
{
    private readonly IndexBytes _bytes = new();
    private ByteString _path;
    private NodeAttributes _attributes;
    private long _contentEnd;

    /// <summary>How many members it has.</summary>
    public int Count { get; private set; }

    /// <summary>The packed members, good until the next one comes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.Written;

    /// <summary>All members of an archive; null if it is no tar archive, or a damaged one.</summary>
    public static IndexWriter? Read(TarReader reader)
    {
        var index = new IndexWriter();
        try
        {
            while (reader.TryRead(out TarMember member))
                index.Add(member);
            return index;
        }
        catch (SmolException)
        {
            return null;
        }
    }

    /// <summary>Adds a member.</summary>
    public void Add(in TarMember member)
    {
        FileContent content = member.Content;
        bool hasSameOwner = member.Attributes with { Permissions = 0, Modified = default } == _attributes with { Permissions = 0, Modified = default };
        IndexFlags flags = (hasSameOwner ? IndexFlags.SameOwner : 0)
            | (member.Attributes.Modified.Nanoseconds != 0 ? IndexFlags.Nanoseconds : 0)
            | (content.IsSparse ? IndexFlags.Sparse : 0)
            | (content.Length > 0 ? IndexFlags.Content : 0);
        _bytes.Add(IndexKinds.Join(flags, member.Kind));
        AddPath(member.Path);
        AddAttributes(member.Attributes, hasSameOwner);
        if (member.Kind is null or NodeKind.SymbolicLink)
            _bytes.Add(member.LinkTarget.Span);
        if (member.Kind is NodeKind.BlockDevice or NodeKind.CharacterDevice)
        {
            _bytes.Add(member.DeviceMajor);
            _bytes.Add(member.DeviceMinor);
        }
        AddContent(content);
        Count++;
    }

    private void AddPath(ByteString path)
    {
        int shared = path.Span.CommonPrefixLength(_path.Span);
        _bytes.Add((ulong)shared);
        _bytes.Add(path.Span[shared..]);
        _path = path;
    }

    private void AddAttributes(in NodeAttributes attributes, bool hasSameOwner)
    {
        _bytes.Add(attributes.Permissions);
        if (!hasSameOwner)
        {
            _bytes.Add(attributes.UserId);
            _bytes.Add(attributes.GroupId);
            _bytes.Add(attributes.Flags);
        }
        _bytes.AddSigned(attributes.Modified.Seconds - _attributes.Modified.Seconds);
        if (attributes.Modified.Nanoseconds != 0)
            _bytes.Add((ulong)attributes.Modified.Nanoseconds);
        _attributes = attributes;
    }

    private void AddContent(in FileContent content)
    {
        if (content.IsSparse)
        {
            _bytes.Add((ulong)content.Length);
            _bytes.Add((ulong)content.Ranges.Length);
        }
        long fileEnd = 0;
        foreach (DataRange range in content.Ranges)
        {
            if (content.IsSparse)
                _bytes.AddSigned(range.FileOffset - fileEnd);
            _bytes.Add((ulong)range.Length);
            _bytes.AddSigned(range.SourceOffset - _contentEnd);
            fileEnd = range.FileOffset + range.Length;
            _contentEnd = range.SourceOffset + range.Length;
        }
    }
}
