namespace Smol.Building.Sandbox;

/// <summary>The environment of scripts: what a recipe may know, and nothing of the user's unless they run as in smolBSD.</summary>
internal static class SandboxEnvironment
{
    private const string ProgramFolders = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /// <summary>Makes an environment.</summary>
    /// <param name="environment">The one of the process that is started; it is changed.</param>
    /// <param name="options">The variables, and where the scripts run.</param>
    /// <param name="hasRange">Whether archives can be unpacked with their owners.</param>
    public static void Fill(IDictionary<string, string?> environment, PostinstOptions options, bool hasRange)
    {
        if (options.Choice != PostinstChoice.Host)
        {
            environment.Clear();
            environment["HOME"] = "/nonexistent";
            environment["LC_ALL"] = "C.UTF-8";
        }
        environment["PATH"] = ProgramFolders;
        environment["FETCH"] = "fetch";
        environment["TAR"] = hasRange && HasBsdTar() ? "bsdtar" : "tar";
        if (!hasRange)
            environment["TAR_OPTIONS"] = "--no-same-owner";
        foreach ((string name, string value) in options.Variables.Pairs())
            environment[name] = value;
    }

    private static bool HasBsdTar() => ProgramFolders.Split(':').Any(folder => File.Exists(Path.Combine(folder, "bsdtar")));
}
