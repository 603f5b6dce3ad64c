using System.Text.RegularExpressions;
using Smol.Storage;

namespace Smol.Machines.Networks;

/// <summary>The rules for the names of networks.</summary>
public static partial class NetworkName
{
    /// <summary>No network: <c>-N</c>.</summary>
    public const string None = "none";

    /// <summary>QEMU's user network, which every machine has unless it is told otherwise.</summary>
    public const string Default = "default";

    /// <summary>Docker's word for <see cref="Default"/>.</summary>
    public const string Bridge = "bridge";

    /// <summary>Docker's word for the host's own network, which a machine can't have: its kernel is another one.</summary>
    public const string Host = "host";

    /// <summary>Checks a name.</summary>
    /// <exception cref="SmolException">It is not one.</exception>
    public static void Check(string name)
    {
        if (name is None or Default or Bridge or Host)
            throw new SmolException("is a word of its own for '--network', and no name for a network", name);
        if (!Pattern().IsMatch(name))
            throw new SmolException("is not a name for a network", name, "names are lower-case letters, digits, '.', '_' and '-', begin with a letter or digit, and have at most 31 characters");
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{0,30}\z")]
    private static partial Regex Pattern();
}
