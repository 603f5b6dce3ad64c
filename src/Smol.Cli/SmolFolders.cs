namespace Smol.Cli;

/// <summary>
/// Where smol keeps things: the folders of the XDG base directory specification 0.8, or all below <c>SMOL_HOME</c>.
/// </summary>
/// <param name="Data">Images and kernels.</param>
/// <param name="State">Machines.</param>
/// <param name="Cache">What can be made again.</param>
/// <param name="Sockets">Sockets whose path would be too long elsewhere.</param>
/// <param name="Configuration">The configuration file.</param>
internal sealed record SmolFolders(string Data, string State, string Cache, string Sockets, string Configuration)
{
    public string Images => Path.Combine(Data, "images");

    public string Kernels => Path.Combine(Data, "kernels");

    /// <summary>Decompressed archives.</summary>
    public string Archives => Path.Combine(Cache, "archives");

    /// <summary>What was fetched, as it was fetched.</summary>
    public string Downloads => Path.Combine(Cache, "downloads");

    /// <summary>What guests have done for SMOLerfiles.</summary>
    public string Steps => Path.Combine(Cache, "steps");

    /// <summary>Sets that the user put there.</summary>
    public string Sets => Path.Combine(Data, "sets");

    public string Machines => Path.Combine(State, "machines");

    public static SmolFolders OfThisUser()
    {
        string sockets = Variable("XDG_RUNTIME_DIR") is { } runtime ? Path.Combine(runtime, "smol") : $"/tmp/smol-{Environment.UserName}";
        if (Variable("SMOL_HOME") is { } home)
        {
            string all = Path.GetFullPath(home);
            return new(all, all, Path.Combine(all, "cache"), sockets, Path.Combine(all, "smol.conf"));
        }
        string user = Variable("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return new(
            Folder("XDG_DATA_HOME", ".local/share"),
            Folder("XDG_STATE_HOME", ".local/state"),
            Folder("XDG_CACHE_HOME", ".cache"),
            sockets,
            Path.Combine(Folder("XDG_CONFIG_HOME", ".config"), "smol.conf"));

        // The specification says that a relative path in these variables is to be ignored.
        string Folder(string variable, string otherwise) =>
            Path.Combine(Variable(variable) is { } set && Path.IsPathRooted(set) ? set : Path.Combine(user, otherwise), "smol");
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
