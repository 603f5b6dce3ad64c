using System.Text;
using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Building.Stages;

/// <summary>The users of a tree, for <c>USER</c>.</summary>
internal static class Accounts
{
    private const uint FirstFree = 1000;
    private const int MostBytes = 16 << 20;

    /// <summary>Whether a tree knows the user and group of a <c>USER</c>; numbers are always known.</summary>
    public static bool Knows(FileTree tree, string user)
    {
        try
        {
            FileOwner.Parse(user, tree);
            return true;
        }
        catch (SmolException)
        {
            return false;
        }
    }

    /// <summary>
    /// Adds a user with a group of the same name and the home <c>/home/NAME</c> to the tree's account files, as smolBSD's dialect makes one that is
    /// missing. NetBSD's hashed copies of them are left to its <c>pwd_mkdb</c>.
    /// </summary>
    /// <returns>Whether the tree has a NetBSD's <c>master.passwd</c>, so that <c>pwd_mkdb -p /etc/master.passwd</c> must be run there.</returns>
    public static bool Add(FileTree tree, string name, Timestamp time)
    {
        uint id = FirstFree;
        string group = Text(tree, "etc/group");
        while (group.Contains($":{id}:", StringComparison.Ordinal) || Text(tree, "etc/passwd").Contains($":{id}:", StringComparison.Ordinal) || Text(tree, "etc/master.passwd").Contains($":{id}:", StringComparison.Ordinal))
            id++;
        bool isNetBsd = tree.Resolve(TreePath.FromText("etc/master.passwd")) is FileNode;
        Append(tree, "etc/group", $"{name}:*:{id}:\n", 0x1A4, time);
        Append(tree, "etc/passwd", $"{name}:*:{id}:{id}:{name}:/home/{name}:/bin/sh\n", 0x1A4, time);
        if (isNetBsd)
            Append(tree, "etc/master.passwd", $"{name}:*:{id}:{id}::0:0:{name}:/home/{name}:/bin/sh\n", 0x180, time);
        if (tree.Find(TreePath.FromText($"home/{name}")) is null)
        {
            tree.MakeDirectory(TreePath.FromText("home"));
            tree.Put(TreePath.FromText($"home/{name}"), new DirectoryNode(new(0x1ED /* 0755 */, id, id, time)));
        }
        return isNetBsd;
    }

    private static void Append(FileTree tree, string path, string line, ushort permissions, Timestamp time)
    {
        NodeAttributes attributes = tree.Resolve(TreePath.FromText(path))?.Attributes ?? new(permissions, 0, 0, time);
        tree.Put(TreePath.FromText(path), new FileNode(attributes, FileContent.FromBytes(Encoding.Latin1.GetBytes(Text(tree, path) + line))));
    }

    private static string Text(FileTree tree, string path)
    {
        if (tree.Resolve(TreePath.FromText(path)) is not FileNode { Content.Length: <= MostBytes } file)
            return "";
        var bytes = new byte[file.Content.Length];
        file.Content.Read(0, bytes);
        return Encoding.Latin1.GetString(bytes);
    }
}
