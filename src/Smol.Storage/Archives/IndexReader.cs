using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>Reads the members of an archive from its index, which was found whole.</summary>
/// <param name="bytes">The packed members.</param>
/// <param name="count">How many.</param>
/// <param name="source">The archive.</param>
/// <param name="length">Its length in bytes.</param>
internal sealed class IndexReader(ReadOnlyMemory<byte> bytes, int count, IContentSource source, long length) : IMemberReader
{
    private int _position;
    private int _left = count;
    private byte[] _path = new byte[1024];
    private int _pathLength;
    private NodeAttributes _attributes;
    private long _contentEnd;

    /// <inheritdoc/>
    public string ArchiveName => source.Name;

    /// <summary>Whether these are the packed members.</summary>
    public bool HasBytes(ReadOnlySpan<byte> packed) => bytes.Span.SequenceEqual(packed);

    /// <inheritdoc/>
    public bool TryRead(out TarMember member)
    {
        member = default;
        if (_left == 0)
            return false;
        try
        {
            member = ReadMember();
            _left--;
            return true;
        }
        catch (Exception malformed) when (malformed is ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw new SmolException("its index in the cache is damaged", source.Name, "remove the cache; it can be made again", malformed);
        }
    }

    private TarMember ReadMember()
    {
        (IndexFlags flags, NodeKind? kind) = IndexKinds.Split(bytes.Span[_position++]);
        ByteString path = ReadPath();
        ReadAttributes(flags);
        ByteString target = kind is null or NodeKind.SymbolicLink ? ByteString.Copy(ReadBytes()) : default;
        bool isDevice = kind is NodeKind.BlockDevice or NodeKind.CharacterDevice;
        return new()
        {
            Path = path,
            Kind = kind,
            Attributes = _attributes,
            LinkTarget = target,
            DeviceMajor = isDevice ? (uint)ReadNumber() : 0,
            DeviceMinor = isDevice ? (uint)ReadNumber() : 0,
            Content = ReadContent(flags),
        };
    }

    private ByteString ReadPath()
    {
        int shared = checked((int)ReadNumber());
        ReadOnlySpan<byte> rest = ReadBytes();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shared, _pathLength);
        if (shared + rest.Length > _path.Length)
            Array.Resize(ref _path, 2 * (shared + rest.Length));
        rest.CopyTo(_path.AsSpan(shared));
        _pathLength = shared + rest.Length;
        return ByteString.Copy(_path.AsSpan(0, _pathLength));
    }

    private void ReadAttributes(IndexFlags flags)
    {
        var permissions = (ushort)ReadNumber();
        (uint userId, uint groupId, uint fileFlags) = (flags & IndexFlags.SameOwner) != 0
            ? (_attributes.UserId, _attributes.GroupId, _attributes.Flags)
            : ((uint)ReadNumber(), (uint)ReadNumber(), (uint)ReadNumber());
        long seconds = _attributes.Modified.Seconds + ReadSigned();
        int nanoseconds = (flags & IndexFlags.Nanoseconds) != 0 ? (int)ReadNumber() : 0;
        _attributes = new(permissions, userId, groupId, new(seconds, nanoseconds)) { Flags = fileFlags };
    }

    private FileContent ReadContent(IndexFlags flags)
    {
        if ((flags & IndexFlags.Sparse) != 0)
            return ReadSparse();
        if ((flags & IndexFlags.Content) == 0)
            return default;
        (long offset, long size) = ReadRange();
        return FileContent.FromRange(source, offset, size);
    }

    private FileContent ReadSparse()
    {
        long realSize = checked((long)ReadNumber());
        int rangeCount = checked((int)ReadNumber());
        // Each takes three bytes at least.
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rangeCount, bytes.Length - _position);
        var ranges = new DataRange[rangeCount];
        long fileEnd = 0;
        for (int index = 0; index < ranges.Length; index++)
        {
            long fileOffset = fileEnd + ReadSigned();
            (long offset, long size) = ReadRange();
            ranges[index] = new(fileOffset, size, offset);
            fileEnd = fileOffset + size;
        }
        return FileContent.FromRanges(source, realSize, ranges);
    }

    private (long Offset, long Size) ReadRange()
    {
        long size = checked((long)ReadNumber());
        long offset = _contentEnd + ReadSigned();
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, length - offset);
        _contentEnd = offset + size;
        return (offset, size);
    }

    private ulong ReadNumber()
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = bytes.Span[_position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }

    private long ReadSigned()
    {
        ulong value = ReadNumber();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ReadOnlySpan<byte> ReadBytes()
    {
        int size = checked((int)ReadNumber());
        ReadOnlySpan<byte> found = bytes.Span.Slice(_position, size);
        _position += size;
        return found;
    }
}
