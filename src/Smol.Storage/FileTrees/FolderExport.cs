namespace Smol.Storage.FileTrees;

/// <summary>
/// Writes nodes of a tree as files of the host. Owners become the user's, set-id bits are dropped, devices and sockets left out:
/// what must keep those goes into a tar archive. Nothing that is there is written over, and no link of the tree is followed.
/// </summary>
/// <param name="skipped">Told each path that was left out, and why.</param>
public sealed class FolderExport(Action<string> skipped)
{
    private const int CopySize = 1 << 20;
    private const int PlainPermissions = 0x1FF; // 0777

    /// <summary>Writes a node, and what is below it.</summary>
    /// <param name="node">The node.</param>
    /// <param name="path">Where; nothing may be there.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="SmolException">Something is there, or the host can't write it.</exception>
    public void Write(Node node, string path, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (Path.Exists(path) || new FileInfo(path).LinkTarget is not null)
            throw new SmolException("is there already", path, "nothing is written over");
        try
        {
            WriteNew(node, path, cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be written: " + failure.Message, path, cause: failure);
        }
    }

    private void WriteNew(Node node, string path, CancellationToken cancellation)
    {
        switch (node)
        {
            case FileNode file:
                WriteFile(file, path, cancellation);
                break;
            case SymbolicLinkNode link:
                File.CreateSymbolicLink(path, HostName(link.Target, path));
                return;
            case DirectoryNode directory:
                Directory.CreateDirectory(path);
                foreach (DirectoryEntry entry in directory.SortedEntries())
                    Write(entry.Node, Path.Combine(path, HostName(entry.Name, path)), cancellation);
                break;
            default:
                skipped($"{path}: left out, since it is a device, fifo or socket");
                return;
        }
        File.SetUnixFileMode(path, (UnixFileMode)(node.Attributes.Permissions & PlainPermissions));
        if (node.Attributes.Modified.Date is DateTimeOffset modified)
            File.SetLastWriteTimeUtc(path, modified.UtcDateTime);
        else
            skipped($"{path}: its time ({node.Attributes.Modified}) was left out, which the host can't have");
    }

    private static void WriteFile(FileNode file, string path, CancellationToken cancellation)
    {
        using var output = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        output.SetLength(file.Content.Length);
        var buffer = new byte[CopySize];
        foreach (DataRange range in file.Content.Ranges)
        {
            output.Position = range.FileOffset;
            for (long done = 0; done < range.Length; done += buffer.Length)
            {
                cancellation.ThrowIfCancellationRequested();
                Span<byte> part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, range.Length - done));
                file.Content.Read(range.FileOffset + done, part);
                output.Write(part);
            }
        }
    }

    private static string HostName(ByteString name, string path)
    {
        string text = System.Text.Encoding.UTF8.GetString(name.Span);
        return text.Contains('\uFFFD')
            ? throw new SmolException($"the name '{name}' below it is not UTF-8", path, "'smol image export' keeps such names, in a tar archive")
            : text;
    }
}
