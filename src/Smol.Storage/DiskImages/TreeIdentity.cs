using System.Buffers.Binary;
using System.Security.Cryptography;
using Smol.Storage.FileTrees;

namespace Smol.Storage.DiskImages;

/// <summary>
/// A digest that tells trees apart: every name, kind, owner, mode, time, length, link and device number, but not the files'
/// bytes, since reading those once more would take as long as writing the image.
/// </summary>
public static class TreeIdentity
{
    /// <summary>The digest of a tree: SHA-256, 32 bytes.</summary>
    public static byte[] Of(FileTree tree)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var linked = new Dictionary<Node, int>();
        Append(hash, tree.Root, linked);
        var waiting = new Stack<DirectoryNode>([tree.Root]);
        while (waiting.TryPop(out DirectoryNode? directory))
        {
            foreach (DirectoryEntry entry in directory.SortedEntries())
            {
                AppendBytes(hash, entry.Name);
                Append(hash, entry.Node, linked);
                if (entry.Node is DirectoryNode child)
                    waiting.Push(child);
            }
            AppendBytes(hash, ByteString.Empty); // no entry has this name: the directory ends
        }
        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, Node node, Dictionary<Node, int> linked)
    {
        NodeAttributes attributes = node.Attributes;
        (long detail, long moreDetail) = node switch
        {
            FileNode file => (file.Content.Length, 0),
            DeviceNode device => (device.Major, device.Minor),
            _ => (0L, 0L),
        };
        int link = 0;
        if (node.NameCount > 1 && !linked.TryGetValue(node, out link))
            linked.Add(node, linked.Count + 1);
        Span<byte> fields = stackalloc byte[56];
        BinaryPrimitives.WriteInt32LittleEndian(fields, (int)node.Kind | attributes.Permissions);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[4..], attributes.UserId);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[8..], attributes.GroupId);
        BinaryPrimitives.WriteUInt32LittleEndian(fields[12..], attributes.Flags);
        BinaryPrimitives.WriteInt64LittleEndian(fields[16..], attributes.Modified.Seconds);
        BinaryPrimitives.WriteInt32LittleEndian(fields[24..], attributes.Modified.Nanoseconds);
        BinaryPrimitives.WriteInt32LittleEndian(fields[28..], link);
        BinaryPrimitives.WriteInt64LittleEndian(fields[32..], detail);
        BinaryPrimitives.WriteInt64LittleEndian(fields[40..], moreDetail);
        hash.AppendData(fields);
        if (node is SymbolicLinkNode symbolicLink)
            AppendBytes(hash, symbolicLink.Target);
    }

    private static void AppendBytes(IncrementalHash hash, ByteString bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes.Span);
    }
}
