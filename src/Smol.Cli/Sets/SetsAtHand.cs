using Smol.Building.Composition;
using Smol.Storage.Archives;
using Smol.Storage.FileTrees;

namespace Smol.Cli.Sets;

/// <summary>The sets that can be used without fetching anything: those in folders, and those in the cache whose file is still there.</summary>
/// <param name="library">The folders.</param>
/// <param name="cache">The cache.</param>
internal sealed class SetsAtHand(SetLibrary library, ArchiveCache cache)
{
    private const string DataOfPackage = "data.tar";

    /// <summary>All of them: first those of the folders, by name, then the others, by path.</summary>
    public IReadOnlyList<SetRow> List()
    {
        Dictionary<string, CachedArchive> cached = [];
        foreach (CachedArchive archive in cache.List())
        {
            foreach (ArchiveOrigin origin in archive.Origins)
            {
                if (origin.Part.Length == 0 || origin.Part.StartsWith(DataOfPackage, StringComparison.Ordinal))
                    cached[origin.Path] = archive;
            }
        }
        SetFile[] ofFolders = [.. library.List().Select(file => file with { Path = Path.GetFullPath(file.Path) })];
        IEnumerable<SetFile> others = cached.Keys.Except(ofFolders.Select(file => file.Path)).Order(StringComparer.Ordinal).Select(path => new SetFile(path, path));
        return [.. ofFolders.Concat(others).Select(file => ToRow(file, cached.GetValueOrDefault(file.Path)))];
    }

    /// <summary>Opens a set.</summary>
    public SetArchive Open(SetReference reference, CancellationToken cancellation) => SetArchive.Open(reference, library.Find(reference), cache, cancellation);

    /// <summary>
    /// The files of all sets that a pattern matches: paths where it has a slash in it, last names else. A set that was not decompressed yet
    /// is now.
    /// </summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="progress">Told which set is looked at.</param>
    /// <param name="cancellation">Ends the search early.</param>
    public IReadOnlyList<SetMatchRow> Search(string pattern, IProgress<string> progress, CancellationToken cancellation)
    {
        bool isPath = pattern.Contains('/', StringComparison.Ordinal);
        PathPattern wanted = PathPattern.Parse(pattern);
        var matches = new List<SetMatchRow>();
        foreach (SetRow row in List())
        {
            progress.Report($"set {row.Name}");
            using var set = SetArchive.Open(new(row.Name, []), row.Path, cache, cancellation);
            var tree = new FileTree();
            set.AddTo(tree, null);
            foreach (FileTreeEntry entry in FileTreeWalk.Entries(tree).Skip(1))
            {
                if (wanted.Matches(isPath ? entry.Path.Bytes.Span : entry.Path.Name.Span))
                    matches.Add(new(row.Name, row.Path, entry.Path.ToString(), $"{row.Name}:{entry.Path}"));
            }
        }
        return matches;
    }

    private static SetRow ToRow(SetFile file, CachedArchive? archive) =>
        new(file.Name, file.Path, new FileInfo(file.Path).Length, archive?.Length, archive?.MemberCount);
}
