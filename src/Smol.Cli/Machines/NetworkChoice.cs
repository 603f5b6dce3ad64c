using Smol.Machines.Networks;
using Smol.Storage;

namespace Smol.Cli.Machines;

/// <summary>What the values of <c>--network</c> say together, with docker's meanings where docker has the word.</summary>
/// <param name="IsCut">Whether there is no user network: it is not wanted, or nothing that is named leads out.</param>
/// <param name="Taps">Taps of the host.</param>
/// <param name="Places">Private networks.</param>
internal sealed record NetworkChoice(bool IsCut, IReadOnlyList<string> Taps, IReadOnlyList<NetworkPlace> Places)
{
    private const string TapPrefix = "tap:";

    /// <exception cref="SmolException">One is not known, or they exclude each other.</exception>
    public static NetworkChoice Read(IReadOnlyList<string> words, SmolFolders folders)
    {
        if (words.Count == 0)
            return new(false, [], []);
        if (words.Contains(NetworkName.Host))
            throw new SmolException("a machine has a kernel of its own, and can't have the host's network", "--network host", "'-p' publishes its ports, '--bridge' puts it on a bridge of the host");
        if (words.Contains(NetworkName.None))
            return words.Count == 1 ? new(true, [], []) : throw new SmolException("excludes all other networks", "--network none");
        bool isDefault = words.Any(word => word is NetworkName.Default or NetworkName.Bridge);
        string[] taps = [.. words.Where(word => word.StartsWith(TapPrefix, StringComparison.Ordinal)).Select(word => word[TapPrefix.Length..])];
        var register = new NetworkRegister(ThisHost.Options(folders));
        Network[] networks = [.. words.Where(word => word is not (NetworkName.Default or NetworkName.Bridge) && !word.StartsWith(TapPrefix, StringComparison.Ordinal)).Select(register.Get)];
        return new(!isDefault && networks.All(network => network.IsInternal), taps, [.. networks.Select(network => new NetworkPlace(network.Name))]);
    }
}
