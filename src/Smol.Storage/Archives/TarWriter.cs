using System.Text;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>
/// Writes a file tree as a tar archive: ustar, with a pax header before a member where ustar can't hold it (a long name, a large or
/// negative number, a fraction of a second, holes, BSD file flags, a socket). The same tree gives the same bytes, and
/// <see cref="TarOverlay"/> gives the same tree.
/// </summary>
public sealed class TarWriter
{
    private readonly Stream _output;
    private readonly CancellationToken _cancellation;
    private readonly TarHeaderBlock _header = new();
    private readonly TarHeaderBlock _paxHeader = new();
    private readonly PaxHeader _pax = new();
    private readonly Dictionary<Node, TreePath> _firstNames = new(ReferenceEqualityComparer.Instance);

    private TarWriter(Stream output, CancellationToken cancellation)
    {
        _output = output;
        _cancellation = cancellation;
    }

    /// <summary>Writes the whole tree, its root as <c>./</c>, and the end of the archive.</summary>
    /// <exception cref="SmolException">Content can't be read.</exception>
    /// <exception cref="IOException">The stream can't be written.</exception>
    public static void Write(FileTree tree, Stream output, CancellationToken cancellation = default)
    {
        var buffered = new BufferedStream(output, 256 << 10);
        var writer = new TarWriter(buffered, cancellation);
        foreach (FileTreeEntry entry in FileTreeWalk.Entries(tree))
            writer.Add(entry.Path, entry.Node);
        buffered.Write(new byte[2 * TarHeader.BlockSize]);
        buffered.Flush();
    }

    private void Add(TreePath path, Node node)
    {
        _pax.Clear();
        if (node is not DirectoryNode && node.NameCount > 1 && !_firstNames.TryAdd(node, path))
        {
            Begin('1', path.Bytes, node.Attributes);
            SetLink(_firstNames[node].Bytes);
            Finish(path, 0);
            return;
        }
        switch (node)
        {
            case FileNode file:
                AddFile(path, file);
                return;
            case DirectoryNode:
                Begin('5', path.IsRoot ? ByteString.FromText("./") : path.Bytes.Concat(ByteString.FromText("/")), node.Attributes);
                break;
            case SymbolicLinkNode link:
                Begin('2', path.Bytes, node.Attributes);
                SetLink(link.Target);
                break;
            case DeviceNode device:
                Begin(device.Kind == NodeKind.CharacterDevice ? '3' : '4', path.Bytes, node.Attributes);
                SetDevice(device);
                break;
            case SocketNode:
                // star(5): what ustar has no type for is an empty file to who does not know the keyword.
                Begin('0', path.Bytes, node.Attributes);
                _pax.Add("SCHILY.filetype", "socket");
                break;
            default:
                Begin('6', path.Bytes, node.Attributes);
                break;
        }
        Finish(path, 0);
    }

    private void AddFile(TreePath path, FileNode file)
    {
        FileContent content = AlignedContent.Of(file.Content);
        byte[] map = content.IsSparse ? SparseMap(content) : [];
        long stored = content.IsSparse ? SumOf(content.Ranges) : content.Length;
        if (content.IsSparse)
        {
            _pax.Add("GNU.sparse.major", 1);
            _pax.Add("GNU.sparse.minor", 0);
            _pax.AddName("GNU.sparse.name", path.Bytes);
            _pax.Add("GNU.sparse.realsize", content.Length);
        }
        Begin('0', content.IsSparse ? MadeUpName("GNUSparseFile.0/", path) : path.Bytes, file.Attributes);
        Finish(path, map.Length + stored);
        _output.Write(map);
        if (content.IsSparse)
        {
            foreach (DataRange range in content.Ranges)
                ContentCopy.Write(content, range.FileOffset, range.Length, _output, _cancellation);
        }
        else
        {
            ContentCopy.Write(content, 0, content.Length, _output, _cancellation);
        }
        Pad(map.Length + stored);
    }

    private void Begin(char type, ByteString name, in NodeAttributes attributes)
    {
        _header.Begin(type);
        SetName(name);
        _header.SetMode(attributes.Permissions);
        _header.SetUserId(attributes.UserId);
        _header.SetGroupId(attributes.GroupId);
        _header.SetModified(attributes.Modified.Seconds);
        AddIfTooLarge("uid", attributes.UserId, 8);
        AddIfTooLarge("gid", attributes.GroupId, 8);
        if (attributes.Modified.Nanoseconds != 0 || attributes.Modified.Seconds < 0 || attributes.Modified.Seconds > TarHeaderBlock.Largest(12))
            _pax.Add("mtime", PaxTime.Format(attributes.Modified));
        if (FileFlags.Format(attributes.Flags) is { Length: > 0 } flags)
            _pax.Add("SCHILY.fflags", flags);
    }

    private void SetName(ByteString name)
    {
        ReadOnlySpan<byte> bytes = name.Span;
        if (bytes.Length <= TarHeaderBlock.LongestName)
        {
            _header.SetName(bytes);
            return;
        }
        // The first slash that leaves few enough bytes behind it; there must be some behind it, and not too many before.
        int slash = bytes.Length - TarHeaderBlock.LongestName - 1;
        slash += Math.Max(bytes[slash..^1].IndexOf((byte)'/'), 0);
        if (bytes[slash] == '/' && slash is > 0 and <= TarHeaderBlock.LongestPrefix)
        {
            _header.SetPrefix(bytes[..slash]);
            _header.SetName(bytes[(slash + 1)..]);
            return;
        }
        _pax.AddName("path", name);
        _header.SetName(bytes[..TarHeaderBlock.LongestName]);
    }

    private void SetLink(ByteString target)
    {
        if (target.Length > TarHeaderBlock.LongestLink)
            _pax.AddName("linkpath", target);
        _header.SetLinkName(target.Span[..Math.Min(target.Length, TarHeaderBlock.LongestLink)]);
    }

    private void SetDevice(DeviceNode device)
    {
        _header.SetDevice(device.Major, device.Minor);
        AddIfTooLarge("SCHILY.devmajor", device.Major, 8);
        AddIfTooLarge("SCHILY.devminor", device.Minor, 8);
    }

    private void AddIfTooLarge(string key, long value, int fieldSize)
    {
        if (value > TarHeaderBlock.Largest(fieldSize))
            _pax.Add(key, value);
    }

    /// <summary>Writes the header, the extended one before it where it is needed.</summary>
    private void Finish(TreePath path, long size)
    {
        AddIfTooLarge("size", size, 12);
        _header.SetSize(size);
        if (!_pax.IsEmpty)
        {
            _paxHeader.Begin('x');
            _paxHeader.SetName(MadeUpName("PaxHeaders/", path).Span);
            _paxHeader.SetMode(0x1A4 /* 0644 */);
            _paxHeader.SetUserId(0);
            _paxHeader.SetGroupId(0);
            _paxHeader.SetModified(0);
            _paxHeader.SetSize(_pax.Bytes.Length);
            _output.Write(_paxHeader.Seal());
            _output.Write(_pax.Bytes);
            Pad(_pax.Bytes.Length);
        }
        _output.Write(_header.Seal());
    }

    /// <summary>What who does not know extended headers shall call it.</summary>
    private static ByteString MadeUpName(string prefix, TreePath path)
    {
        ByteString name = ByteString.FromText(prefix).Concat(path.Bytes);
        return name.Length <= TarHeaderBlock.LongestName ? name : name.Slice(0, TarHeaderBlock.LongestName);
    }

    /// <summary>Version 1.0; a file that ends with a hole has an empty range there, by which GNU tar knows its length.</summary>
    private static byte[] SparseMap(in FileContent content)
    {
        var map = new StringBuilder();
        ReadOnlySpan<DataRange> ranges = content.Ranges;
        bool endsWithHole = ranges.IsEmpty || ranges[^1].FileOffset + ranges[^1].Length < content.Length;
        map.Append(ranges.Length + (endsWithHole ? 1 : 0)).Append('\n');
        foreach (DataRange range in ranges)
            map.Append(range.FileOffset).Append('\n').Append(range.Length).Append('\n');
        if (endsWithHole)
            map.Append(content.Length).Append("\n0\n");
        map.Append('\0', -map.Length & (TarHeader.BlockSize - 1));
        return Encoding.ASCII.GetBytes(map.ToString());
    }

    private static long SumOf(ReadOnlySpan<DataRange> ranges)
    {
        long sum = 0;
        foreach (DataRange range in ranges)
            sum += range.Length;
        return sum;
    }

    private void Pad(long length)
    {
        Span<byte> zeros = stackalloc byte[TarHeader.BlockSize];
        zeros.Clear();
        _output.Write(zeros[..(int)(-length & (TarHeader.BlockSize - 1))]);
    }
}
