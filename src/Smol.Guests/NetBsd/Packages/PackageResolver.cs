using Smol.Storage;

namespace Smol.Guests.NetBsd.Packages;

/// <summary>
/// Finds all that has to be installed so that what is wanted works, as pkg_add(1) does it: a pattern is satisfied by what is there, else by
/// the newest package that fits, and nothing that was chosen is given up again. What is wanted is chosen before what that needs.
/// </summary>
public sealed class PackageResolver
{
    private readonly PackageSummary _repository;
    private readonly Dictionary<string, PackagePattern> _patterns = [];
    private readonly Dictionary<string, ChosenPackage> _satisfied = [];
    private readonly Dictionary<string, ChosenPackage> _byBase = [];
    private readonly InstalledPackage[] _installed;

    /// <param name="repository">What can be installed.</param>
    /// <param name="installed">What is installed.</param>
    public PackageResolver(PackageSummary repository, IEnumerable<InstalledPackage> installed)
    {
        _repository = repository;
        _installed = [.. installed];
    }

    /// <summary>The packages to install, each behind those that it needs (but for circles), without what is installed already.</summary>
    /// <param name="wanted">Patterns of what is wanted.</param>
    /// <exception cref="SmolException">
    /// A pattern can't be read; nothing satisfies one; two versions of a package, or two that conflict, would be needed. The error says by which chain.
    /// </exception>
    public IReadOnlyList<ResolvedPackage> Resolve(IEnumerable<string> wanted)
    {
        _byBase.Clear();
        _satisfied.Clear();
        foreach (InstalledPackage package in _installed)
            _byBase[package.Name.Base] = new(package.Name, null, null, null, package.Conflicts);
        var ordered = new List<ChosenPackage>();
        ChosenPackage[] roots = [.. wanted.Select(pattern => Choose(pattern, null))];
        foreach (ChosenPackage root in roots)
            Enter(root, ordered);
        PackageConflicts.Refuse(_byBase.Values, Pattern);
        return [.. ordered.Select(package => new ResolvedPackage(package.Entry!, !package.IsWanted, package.Dependencies))];
    }

    /// <summary>A walk with a stack of its own: a hostile repository is as deep as it likes.</summary>
    private void Enter(ChosenPackage root, List<ChosenPackage> ordered)
    {
        var open = new Stack<(ChosenPackage Package, IReadOnlyList<string> Depends)>();
        Push(root);
        while (open.TryPeek(out var top))
        {
            (ChosenPackage package, IReadOnlyList<string> depends) = top;
            if (package.Dependencies.Count == depends.Count)
            {
                open.Pop();
                ordered.Add(package);
                continue;
            }
            string pattern = depends[package.Dependencies.Count];
            ChosenPackage needed = Choose(pattern, package);
            package.Dependencies.Add(new(pattern, needed.Name));
            Push(needed);
        }

        void Push(ChosenPackage package)
        {
            if (package.IsEntered || package.Entry is null)
                return;
            package.IsEntered = true;
            open.Push((package, package.Entry.Depends));
        }
    }

    /// <summary>What satisfies a pattern; the same each time that it is asked for.</summary>
    private ChosenPackage Choose(string text, ChosenPackage? neededBy)
    {
        if (_satisfied.TryGetValue(text, out ChosenPackage? known))
            return known;
        IReadOnlyList<PackageSummaryEntry> candidates = _repository.Find(Pattern(text));
        ChosenPackage chosen = FindPresent(text, candidates) ?? Take(text, neededBy, candidates);
        _satisfied.Add(text, chosen);
        return chosen;
    }

    private ChosenPackage Take(string text, ChosenPackage? neededBy, IReadOnlyList<PackageSummaryEntry> candidates)
    {
        if (candidates.Count == 0)
            throw PackageNotFound.Create(_repository, text, neededBy, [.. _byBase.Values.Where(package => package.Entry is null)]);
        PackageSummaryEntry best = candidates[0];
        var chosen = new ChosenPackage(best.Name, best, neededBy, text, best.Conflicts);
        if (!_byBase.TryAdd(best.Name.Base, chosen))
            throw TwoVersions(chosen, _byBase[best.Name.Base]);
        return chosen;
    }

    /// <summary>The best of what is chosen or installed; a repository need not have what is installed.</summary>
    private ChosenPackage? FindPresent(string text, IReadOnlyList<PackageSummaryEntry> candidates)
    {
        ChosenPackage? best = null;
        foreach (PackageSummaryEntry candidate in candidates)
        {
            if (!_byBase.TryGetValue(candidate.Name.Base, out ChosenPackage? chosen) || chosen.Name != candidate.Name)
                continue;
            best = chosen;
            break;
        }
        foreach (InstalledPackage package in _installed)
        {
            if ((best is null || package.Name > best.Name) && Pattern(text).Matches(package.Name.Full))
                best = _byBase[package.Name.Base];
        }
        return best;
    }

    private PackagePattern Pattern(string text)
    {
        if (!_patterns.TryGetValue(text, out PackagePattern? pattern))
            _patterns.Add(text, pattern = PackagePattern.Parse(text));
        return pattern;
    }

    private static SmolException TwoVersions(ChosenPackage chosen, ChosenPackage other) => new(
        other.Entry is null
            ? $"{other.Name} is installed, and two versions of a package can't be"
            : $"two versions of a package can't be installed, and {other.Name} is needed too: {other.Chain}",
        chosen.Chain,
        other.Entry is null ? $"leave out what needs it, or begin without {other.Name}" : "ask for a version that both can use, or leave one of them out");
}
