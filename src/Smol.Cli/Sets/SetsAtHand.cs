using Smol.Building.Composition;
using Smol.Storage.Archives;
using Smol.Storage.FileTrees;

namespace Smol.Cli.Sets;

/// <summary>The sets that can be used without fetching anything: those in folders, those that were fetched, and those in the cache whose file is still there.</summary>
/// <param name="library">The folders.</param>
/// <param name="fetched">The sets that were fetched.</param>
/// <param name="cache">The cache.</param>
internal sealed class SetsAtHand(SetLibrary library, IReadOnlyList<SetFile> fetched, ArchiveCache cache)
{
    private const string DataOfPackage = "data.tar";

    /// <summary>All of them: first those of the folders, then those that were fetched, by name, then the others, by path.</summary>
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
        SetFile[] named = [.. library.List().Concat(fetched).DistinctBy(file => file.Name).Select(file => file with { Path = Path.GetFullPath(file.Path) })];
        IEnumerable<SetFile> others = cached.Keys.Except(named.Concat(fetched).Select(file => file.Path)).Order(StringComparer.Ordinal).Select(path => new SetFile(path, path));
        return [.. named.Concat(others).Select(file => ToRow(file, cached.GetValueOrDefault(file.Path)))];
    }

    /// <summary>Opens a set.</summary>
    public SetArchive Open(SetReference reference, CancellationToken cancellation)
    {
        string path = library.TryFind(reference) ?? fetched.FirstOrDefault(file => file.Name == reference.Name)?.Path ?? library.Find(reference);
        return SetArchive.Open(FoundSet.OnHost(reference, path), cache, cancellation);
    }

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
            using var set = SetArchive.Open(FoundSet.OnHost(new(row.Name, []), row.Path), cache, cancellation);
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
