using System.Globalization;
using System.Text;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>
/// Writes a file tree as a cpio archive in the "new ASCII" format, which Linux unpacks as its initramfs
/// (linux/Documentation/driver-api/early-userspace/buffer-format.rst; cpio(5)). The same tree gives the same bytes.
/// </summary>
/// <remarks>
/// The format has 32-bit numbers: times before 1970 are written as 1970, times after 2106 as the last that fits. BSD file flags and
/// fractions of a second are left out.
/// </remarks>
public sealed class CpioWriter
{
    private const string Magic = "070701";
    private const string Trailer = "TRAILER!!!";
    private const int BlockSize = 512;

    /// <summary>With its NUL: Linux passes over what is longer (<c>init/initramfs.c: do_header</c>, <c>PATH_MAX</c>).</summary>
    private const int LongestName = 4096;

    private readonly Stream _output;
    private readonly CancellationToken _cancellation;
    private readonly Dictionary<Node, LinkedFile> _linked = new(ReferenceEqualityComparer.Instance);
    private long _written;
    private uint _lastInode;

    private CpioWriter(Stream output, CancellationToken cancellation)
    {
        _output = output;
        _cancellation = cancellation;
    }

    /// <summary>Writes the whole tree, its root as <c>.</c>, and the trailer.</summary>
    /// <exception cref="SmolException">A file of 4 GiB or more, or a path too long for Linux; or content can't be read.</exception>
    /// <exception cref="IOException">The stream can't be written.</exception>
    public static void Write(FileTree tree, Stream output, CancellationToken cancellation = default)
    {
        var buffered = new BufferedStream(output, 256 << 10);
        var writer = new CpioWriter(buffered, cancellation);
        foreach (FileTreeEntry entry in FileTreeWalk.Entries(tree).Where(entry => entry.Node is FileNode { NameCount: > 1 }))
            writer.CountName(entry.Node);
        foreach (FileTreeEntry entry in FileTreeWalk.Entries(tree))
            writer.Add(entry.Path, entry.Node);
        writer.WriteHeader(ByteString.FromText(Trailer), new CpioHeader { LinkCount = 1 });
        writer.Pad(BlockSize);
        buffered.Flush();
    }

    /// <summary>A node may have names in other trees too, so those of this one are counted.</summary>
    private void CountName(Node node)
    {
        LinkedFile linked = _linked.GetValueOrDefault(node);
        _linked[node] = new(0, linked.Names + 1, linked.Names + 1);
    }

    private void Add(TreePath path, Node node)
    {
        ByteString name = NameOf(path);
        if (name.Length >= LongestName)
            throw new SmolException($"is {name.Length} bytes long, and Linux takes {LongestName - 1}", path.ToString());
        LinkedFile names = NextName(node);
        // Of a file's names the last has the data (GNU cpio; Linux takes any).
        FileContent content = node switch
        {
            FileNode file when names.NamesLeft == 0 => file.Content,
            SymbolicLinkNode link => FileContent.FromBytes(link.Target.Span.ToArray()),
            _ => default,
        };
        if (content.Length > uint.MaxValue)
            throw new SmolException("has 4 GiB or more, and a cpio archive holds less", path.ToString());
        var device = node as DeviceNode;
        WriteHeader(name, new CpioHeader
        {
            Inode = names.Inode,
            Mode = (uint)node.Kind | node.Attributes.Permissions,
            UserId = node.Attributes.UserId,
            GroupId = node.Attributes.GroupId,
            LinkCount = node is DirectoryNode ? 2 : (uint)names.Names,
            Modified = (uint)Math.Clamp(node.Attributes.Modified.Seconds, 0, uint.MaxValue),
            Size = (uint)content.Length,
            DeviceMajor = device?.Major ?? 0,
            DeviceMinor = device?.Minor ?? 0,
        });
        ContentCopy.Write(content, 0, content.Length, _output, _cancellation);
        _written += content.Length;
        Pad(4);
    }

    /// <summary>A path as find(1) gives it to cpio, but without the <c>./</c>; a file with the trailer's name must not end the archive.</summary>
    private static ByteString NameOf(TreePath path)
    {
        if (path.IsRoot)
            return ByteString.FromText(".");
        return path.Bytes == ByteString.FromText(Trailer) ? ByteString.FromText("./" + Trailer) : path.Bytes;
    }

    /// <summary>Numbers nodes as they come.</summary>
    private LinkedFile NextName(Node node)
    {
        if (!_linked.TryGetValue(node, out LinkedFile linked))
            return new(++_lastInode, 1, 0);
        linked = linked with { Inode = linked.Inode == 0 ? ++_lastInode : linked.Inode, NamesLeft = linked.NamesLeft - 1 };
        _linked[node] = linked;
        return linked;
    }

    private void WriteHeader(ByteString name, in CpioHeader header)
    {
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{Magic}{header.Inode:x8}{header.Mode:x8}{header.UserId:x8}{header.GroupId:x8}{header.LinkCount:x8}{header.Modified:x8}{header.Size:x8}{0:x8}{0:x8}{header.DeviceMajor:x8}{header.DeviceMinor:x8}{name.Length + 1:x8}{0:x8}");
        Write(Encoding.ASCII.GetBytes(text));
        Write(name.Span);
        Write([0]);
        Pad(4);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _output.Write(bytes);
        _written += bytes.Length;
    }

    private void Pad(int unit)
    {
        Span<byte> zeros = stackalloc byte[BlockSize];
        zeros.Clear();
        Write(zeros[..(int)(-_written & (unit - 1))]);
    }

    private readonly record struct LinkedFile(uint Inode, int Names, int NamesLeft);
}
