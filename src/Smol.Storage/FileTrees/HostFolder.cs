namespace Smol.Storage.FileTrees;

/// <summary>
/// A folder of the host as something to lay over a tree. What depends on the host is not taken: everything belongs to
/// 0:0, has the time that the caller gives, and the permissions keep only the owner's bits and what 0755 allows the others,
/// so that the same folder gives the same tree under any umask.
/// </summary>
public static class HostFolder
{
    private const ushort KeptPermissions = 0x1ED; // 0755

    /// <summary>Lays the files of a folder over a tree.</summary>
    /// <param name="tree">The tree.</param>
    /// <param name="at">The directory of the tree that the folder's content goes into; made when it is not there.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="time">The time of every node that comes from it.</param>
    /// <param name="isLeftOut">Whether something is not taken, by its path from the folder on; null for nothing.</param>
    /// <exception cref="SmolException">A file can't be read, is not a file, directory or symbolic link, or does not go with the tree.</exception>
    public static void AddTo(FileTree tree, TreePath at, string folder, Timestamp time, Func<string, bool>? isLeftOut = null) =>
        AddTo(tree, at, folder, "", time, isLeftOut);

    private static void AddTo(FileTree tree, TreePath at, string folder, string inside, Timestamp time, Func<string, bool>? isLeftOut)
    {
        tree.MakeDirectory(at);
        FileSystemInfo[] entries;
        try
        {
            entries = new DirectoryInfo(folder).GetFileSystemInfos();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be read: " + failure.Message, folder, cause: failure);
        }
        Array.Sort(entries, static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        foreach (FileSystemInfo entry in entries)
        {
            if (entry.Name.Contains('\uFFFD'))
                throw new SmolException("has a name that is not UTF-8", entry.FullName);
            string name = inside + entry.Name;
            if (isLeftOut?.Invoke(name) == true)
                continue;
            TreePath path = at.Append(ByteString.FromText(entry.Name));
            tree.Put(path, ToNode(entry, time));
            if (entry is DirectoryInfo && entry.LinkTarget is null)
                AddTo(tree, path, entry.FullName, name + "/", time, isLeftOut);
        }
    }

    private static Node ToNode(FileSystemInfo entry, Timestamp time)
    {
        if (entry.LinkTarget is { } target)
            return new SymbolicLinkNode(new(KeptPermissions, 0, 0, time), ByteString.FromText(target));
        var attributes = new NodeAttributes((ushort)((int)entry.UnixFileMode & KeptPermissions), 0, 0, time);
        return entry switch
        {
            DirectoryInfo => new DirectoryNode(attributes),
            FileInfo file when (file.Attributes & FileAttributes.Device) == 0 =>
                new FileNode(attributes, FileContent.FromRange(new HostFileSource(file.FullName), 0, file.Length)),
            _ => throw new SmolException("is neither a file, a directory nor a symbolic link", entry.FullName),
        };
    }
}
