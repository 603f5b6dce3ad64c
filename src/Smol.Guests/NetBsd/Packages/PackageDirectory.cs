using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Guests.NetBsd.Packages;

/// <summary>The directory that the files of a packing list are relative to: <c>@cwd</c> of pkg_create(1).</summary>
/// <param name="database">The package's folder in the database, which <c>.</c> stands for.</param>
internal sealed class PackageDirectory(TreePath database)
{
    private TreePath _path = TreePath.Root;

    /// <summary>The directory as the list has it, for commands.</summary>
    public ByteString Text { get; private set; }

    /// <summary>Goes to another directory.</summary>
    /// <exception cref="SmolException">It is no absolute path, or has <c>..</c> in it.</exception>
    public void Change(ByteString directory)
    {
        bool isDatabase = directory.Span.SequenceEqual("."u8);
        Text = isDatabase ? ByteString.FromText(database.ToString()) : directory;
        if (isDatabase)
            _path = database;
        else if (directory.Span is not [(byte)'/', ..])
            throw new SmolException($"@cwd {directory} is not an absolute path");
        else
            _path = directory.Span.Trim((byte)'/').IsEmpty ? TreePath.Root : Parse(directory.Span.Trim((byte)'/'), "@cwd ");
    }

    /// <summary>Where a file or directory of the list is.</summary>
    /// <exception cref="SmolException">Its name has <c>..</c> in it, or is absolute.</exception>
    public TreePath At(ByteString name)
    {
        TreePath below = Parse(name.Span, "");
        if (below.IsRoot)
            throw new SmolException($"'{name}' names no file");
        return _path.IsRoot ? below : Parse(_path.Bytes.Concat(ByteString.FromText("/")).Concat(below.Bytes).Span, "");
    }

    private static TreePath Parse(ReadOnlySpan<byte> bytes, string before) =>
        TreePath.TryParse(bytes, out TreePath path, out string? problem) ? path : throw new SmolException($"{before}'{ByteString.Copy(bytes)}': {problem}");
}
