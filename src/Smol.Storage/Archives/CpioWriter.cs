using System.Globalization;
using System.Text;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>
/// Writes a tree as a cpio archive in the "new ASCII" format, magic 070701, which Linux unpacks as its initramfs
/// (Linux <c>Documentation/driver-api/early-userspace/buffer-format.rst</c>). The same tree gives the same bytes.
/// </summary>
public sealed class CpioWriter
{
    private const int Alignment = 4;
    private const int CopySize = 1 << 18;

    private readonly Stream _output;
    private readonly Dictionary<Node, uint> _linked = [];
    private uint _lastInode;
    private long _position;

    private CpioWriter(Stream output) => _output = output;

    /// <summary>Writes the whole archive.</summary>
    /// <param name="tree">What goes in; a directory comes before what is in it.</param>
    /// <param name="output">Where it goes.</param>
    /// <exception cref="SmolException">A file has 4 GiB or more, or its content can't be read.</exception>
    public static void Write(FileTree tree, Stream output)
    {
        var writer = new CpioWriter(output);
        writer.WriteDirectory(TreePath.Root, tree.Root);
        writer.WriteHeader("TRAILER!!!"u8, new CpioHeader { LinkCount = 1 });
    }

    private void WriteDirectory(TreePath path, DirectoryNode directory)
    {
        foreach (DirectoryEntry entry in directory.SortedEntries())
        {
            TreePath below = path.Append(entry.Name);
            WriteNode(below, entry.Node);
            if (entry.Node is DirectoryNode child)
                WriteDirectory(below, child);
        }
    }

    private void WriteNode(TreePath path, Node node)
    {
        // Of several names of one node the first has the content; the others have its number and no bytes.
        bool isFirst = !_linked.TryGetValue(node, out uint inode);
        if (isFirst)
        {
            inode = ++_lastInode;
            if (node.NameCount > 1)
                _linked.Add(node, inode);
        }
        FileContent content = node switch
        {
            FileNode file when isFirst => file.Content,
            SymbolicLinkNode link => FileContent.FromBytes(link.Target.Span.ToArray()),
            _ => default,
        };
        if (content.Length > uint.MaxValue)
            throw new SmolException("has 4 GiB or more, and a cpio archive holds less", path.ToString());

        var device = node as DeviceNode;
        WriteHeader(path.Bytes.Span, new CpioHeader
        {
            Inode = inode,
            Mode = (uint)node.Kind | node.Attributes.Permissions,
            UserId = node.Attributes.UserId,
            GroupId = node.Attributes.GroupId,
            LinkCount = node is DirectoryNode ? 2 : (uint)node.NameCount,
            Modified = (uint)Math.Clamp(node.Attributes.Modified.Seconds, 0, uint.MaxValue),
            Size = (uint)content.Length,
            DeviceMajor = device?.Major ?? 0,
            DeviceMinor = device?.Minor ?? 0,
        });
        WriteContent(content);
    }

    private void WriteHeader(ReadOnlySpan<byte> name, in CpioHeader header)
    {
        uint[] fields =
        [
            header.Inode, header.Mode, header.UserId, header.GroupId, header.LinkCount, header.Modified, header.Size,
            0, 0, header.DeviceMajor, header.DeviceMinor, (uint)name.Length + 1, 0,
        ];
        Write(Encoding.ASCII.GetBytes("070701" + string.Concat(fields.Select(field => field.ToString("X8", CultureInfo.InvariantCulture)))));
        Write(name);
        Write([0]);
        Pad();
    }

    private void WriteContent(in FileContent content)
    {
        var buffer = new byte[Math.Min(content.Length, CopySize)];
        for (long offset = 0; offset < content.Length; offset += buffer.Length)
        {
            Span<byte> part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, content.Length - offset));
            content.Read(offset, part);
            Write(part);
        }
        Pad();
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _output.Write(bytes);
        _position += bytes.Length;
    }

    private void Pad() => Write(new byte[(Alignment - (_position % Alignment)) % Alignment]);
}
