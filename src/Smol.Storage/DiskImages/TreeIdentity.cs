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
        AppendNumber((uint)node.Kind | attributes.Permissions | ((long)attributes.Flags << 32));
        AppendNumber(attributes.UserId | ((long)attributes.GroupId << 32));
        AppendNumber(attributes.Modified.Seconds);
        AppendNumber((uint)attributes.Modified.Nanoseconds | ((long)link << 32));
        AppendNumber(detail);
        AppendNumber(moreDetail);
        if (node is SymbolicLinkNode symbolicLink)
            AppendString(symbolicLink.Target);
    }

    private void AppendString(ByteString text)
    {
        AppendNumber(text.Length);
        AppendBytes(text.Span);
    }

    private void AppendNumber(long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        AppendBytes(bytes);
    }

    /// <summary>Gives the hash a buffer at a time: each call of it takes longer than a name is worth.</summary>
    private void AppendBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _buffer.Length - _length)
            Flush();
        if (bytes.Length > _buffer.Length)
        {
            _hash.AppendData(bytes);
            return;
        }
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    private void Flush()
    {
        _hash.AppendData(_buffer, 0, _length);
        _length = 0;
    }
}
