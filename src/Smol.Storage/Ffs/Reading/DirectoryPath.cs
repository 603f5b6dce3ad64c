using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs.Reading;

/// <summary>The way to a directory, link by link: only put together when somebody must be told, however deep it is.</summary>
/// <param name="Parent">The directory that it is in; null for the root.</param>
/// <param name="Name">Its name there.</param>
internal sealed record DirectoryPath(DirectoryPath? Parent, ByteString Name)
{
    /// <summary>The path of a name in the directory.</summary>
    public string PathOf(ByteString name)
    {
        var names = new List<string> { name.ToString() };
        for (DirectoryPath directory = this; directory.Parent is { } parent; directory = parent)
            names.Add(directory.Name.ToString());
        names.Reverse();
        return "/" + string.Join('/', names);
    }

    /// <inheritdoc/>
    public override string ToString() => Parent is null ? "/" : Parent.PathOf(Name);
}
