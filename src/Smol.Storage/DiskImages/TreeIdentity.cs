using System.Buffers.Binary;
using System.Security.Cryptography;
using Smol.Storage.FileTrees;

namespace Smol.Storage.DiskImages;

/// <summary>
/// A digest that tells trees apart: every name, kind, owner, mode, time, length, link and device number, but not the files'
/// bytes, since reading those once more would take as long as writing the image.
/// </summary>
public sealed class TreeIdentity
{
    private readonly IncrementalHash _hash;
    private readonly Dictionary<Node, int> _linked = [];
    private readonly byte[] _buffer = new byte[4096];
    private int _length;

    private TreeIdentity(IncrementalHash hash) => _hash = hash;

    /// <summary>The digest of a tree: SHA-256, 32 bytes.</summary>
    public static byte[] Of(FileTree tree)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var identity = new TreeIdentity(hash);
        identity.Append(tree);
        return hash.GetHashAndReset();
    }

    private void Append(FileTree tree)
    {
        Append(tree.Root);
        var waiting = new Stack<DirectoryNode>([tree.Root]);
        while (waiting.TryPop(out DirectoryNode? directory))
        {
            foreach (DirectoryEntry entry in directory.SortedEntries())
            {
                AppendString(entry.Name);
                Append(entry.Node);
                if (entry.Node is DirectoryNode child)
                    waiting.Push(child);
            }
            AppendString(ByteString.Empty); // no entry has this name: the directory ends
        }
        Flush();
    }

    private void Append(Node node)
    {
        NodeAttributes attributes = node.Attributes;
        (long detail, long moreDetail) = node switch
        {
            FileNode file => (file.Content.Length, 0),
            DeviceNode device => (device.Major, device.Minor),
            _ => (0L, 0L),
        };
        int link = 0;
        if (node.NameCount > 1 && !_linked.TryGetValue(node, out link))
            _linked.Add(node, _linked.Count + 1);
        Span<byte> room = Room(6 * sizeof(long));
        BinaryPrimitives.WriteInt64LittleEndian(room, (uint)node.Kind | attributes.Permissions | ((long)attributes.Flags << 32));
        BinaryPrimitives.WriteInt64LittleEndian(room[8..], attributes.UserId | ((long)attributes.GroupId << 32));
        BinaryPrimitives.WriteInt64LittleEndian(room[16..], attributes.Modified.Seconds);
        BinaryPrimitives.WriteInt64LittleEndian(room[24..], (uint)attributes.Modified.Nanoseconds | ((long)link << 32));
        BinaryPrimitives.WriteInt64LittleEndian(room[32..], detail);
        BinaryPrimitives.WriteInt64LittleEndian(room[40..], moreDetail);
        if (node is SymbolicLinkNode symbolicLink)
            AppendString(symbolicLink.Target);
    }

    private void AppendString(ByteString text)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Room(sizeof(long)), text.Length);
        if (text.Length <= _buffer.Length)
        {
            text.Span.CopyTo(Room(text.Length));
            return;
        }
        Flush();
        _hash.AppendData(text.Span);
    }

    /// <summary>Where the next bytes go; the hash gets a buffer at a time, since each call of it takes longer than a name is worth.</summary>
    private Span<byte> Room(int count)
    {
        if (count > _buffer.Length - _length)
            Flush();
        _length += count;
        return _buffer.AsSpan(_length - count, count);
    }

    private void Flush()
    {
        _hash.AppendData(_buffer, 0, _length);
        _length = 0;
    }
}
