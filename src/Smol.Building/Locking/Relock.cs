using Smol.Storage;

namespace Smol.Building.Locking;

/// <summary>A lock file that is written anew: inputs of the recipe that it pins stay as they are unless they are to be renewed, and what is no input any more goes.</summary>
public sealed class Relock
{
    private readonly string _architecture;
    private readonly LockFile _before;

    /// <param name="path">The lock file.</param>
    /// <param name="architecture">The architecture whose inputs are looked at; those of others stay.</param>
    /// <param name="renewed">Names of what is to be renewed, such as <c>base</c>; none for everything; null for nothing.</param>
    /// <exception cref="SmolException">It can't be read, or has no input of such a name.</exception>
    public Relock(string path, string architecture, IReadOnlyCollection<string>? renewed)
    {
        Path = path;
        _architecture = architecture;
        _before = LockFile.Read(path);
        foreach (string name in renewed ?? [])
        {
            if (!OfArchitecture().Any(input => IsCalled(input, name)))
                throw new SmolException($"has no input called {name}", path, "it has " + string.Join(' ', OfArchitecture().Select(ShortName)));
        }
        LockFile kept = renewed is null ? _before : _before.Without(input => IsOfArchitecture(input) && (renewed.Count == 0 || renewed.Any(name => IsCalled(input, name))));
        Lock = new(path, kept);
    }

    /// <summary>The lock file's path.</summary>
    public string Path { get; }

    /// <summary>What the search for the inputs has to obey.</summary>
    public InputLock Lock { get; }

    /// <summary>The lock file that has the inputs, and no other of the architecture.</summary>
    public LockFile With(IEnumerable<LockedInput> inputs) => _before.Without(IsOfArchitecture).With(inputs);

    /// <summary>What another lock file has that this one has not, what it lacks, and what differs: a line each.</summary>
    public IReadOnlyList<string> ChangesTo(LockFile after)
    {
        ILookup<string, LockedInput> before = _before.Inputs.ToLookup(input => input.Key);
        return
        [
            .. _before.Inputs.Where(input => after.Find(input.Kind, input.Name) is null).Select(input => $"- {input.Key}"),
            .. after.Inputs.Where(input => !before.Contains(input.Key)).Select(input => $"+ {input.Key} sha256:{input.Sha256}"),
            .. after.Inputs.SelectMany(input => before[input.Key].Where(old => old != input).Select(old => $"! {input.Key} sha256:{old.Sha256} -> sha256:{input.Sha256}{(old.Source == input.Source ? "" : $" from {input.Source?.AbsoluteUri ?? "this host"}")}")),
        ];
    }

    private IEnumerable<LockedInput> OfArchitecture() => _before.Inputs.Where(IsOfArchitecture);

    private bool IsOfArchitecture(LockedInput input) => input.Name.StartsWith(_architecture + "/", StringComparison.Ordinal);

    private string ShortName(LockedInput input) => input.Name[(_architecture.Length + 1)..];

    /// <summary>Whether a person means it: by all of its name, or by what is before its version or extension.</summary>
    private bool IsCalled(LockedInput input, string name) =>
        ShortName(input) == name || (ShortName(input).StartsWith(name, StringComparison.Ordinal) && ShortName(input)[name.Length] is '.' or '-' or '_');
}
