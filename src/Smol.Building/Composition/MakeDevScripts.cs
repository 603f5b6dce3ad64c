using Smol.Storage.FileTrees;

namespace Smol.Building.Composition;

/// <summary>
/// Keeps <c>/dev/MAKEDEV</c> as smolBSD does: a copy is in <c>/etc</c>, since what a guest mounts on <c>/dev</c> hides the first one.
/// NetBSD's union mounts fail on ext2, so there MAKEDEV makes none.
/// </summary>
internal static class MakeDevScripts
{
    private const int MostLength = 1 << 20;
    private const ushort Executable = 0x49; // 0111

    private static readonly TreePath Devices = TreePath.FromText("dev");
    private static readonly TreePath MakeDev = TreePath.FromText("dev/MAKEDEV");
    private static readonly TreePath Configuration = TreePath.FromText("etc");

    /// <summary>Keeps them.</summary>
    /// <param name="tree">The tree; it is changed.</param>
    /// <param name="isExt2">Whether the guest has its root on ext2.</param>
    public static void Keep(FileTree tree, bool isExt2)
    {
        if (tree.Resolve(Devices) is not DirectoryNode devices)
            return;
        foreach (DirectoryEntry entry in devices.SortedEntries())
        {
            if (entry.Node is FileNode script && entry.Name.Span.StartsWith("MAKEDEV"u8))
                tree.Put(Configuration.Append(entry.Name), new FileNode(script.Attributes, script.Content));
        }
        if (isExt2 && tree.Find(MakeDev) is FileNode { Content.Length: <= MostLength } all)
            tree.Put(MakeDev, new FileNode(all.Attributes with { Permissions = (ushort)(all.Attributes.Permissions | Executable) }, FileContent.FromBytes(WithoutUnions(all.Content))));
    }

    private static byte[] WithoutUnions(FileContent content)
    {
        var text = new byte[content.Length];
        content.Read(0, text);
        ReadOnlySpan<byte> union = "-o union"u8;
        var kept = new List<byte>(text.Length);
        ReadOnlySpan<byte> rest = text;
        for (int at = rest.IndexOf(union); at >= 0; at = rest.IndexOf(union))
        {
            kept.AddRange(rest[..at]);
            rest = rest[(at + union.Length)..];
        }
        kept.AddRange(rest);
        return [.. kept];
    }
}
