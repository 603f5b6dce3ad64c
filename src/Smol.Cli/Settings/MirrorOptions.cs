using System.CommandLine;
using Smol.Guests.NetBsd.Mirrors;

namespace Smol.Cli.Settings;

/// <summary>The options that say where NetBSD's files come from, for every command that may fetch.</summary>
internal sealed class MirrorOptions
{
    private readonly string _configuration;
    private readonly Option<string?> _mirror = ForSetting(Setting.Mirror);
    private readonly Option<string?> _release = ForSetting(Setting.Release);
    private readonly Option<string?> _kernels = ForSetting(Setting.Kernels);
    private readonly Option<string?> _packages = ForSetting(Setting.PackageSite);
    private readonly Option<bool> _offline = new("--offline") { Description = "Take only what was fetched before" };

    private MirrorOptions(SmolFolders folders) => _configuration = folders.Configuration;

    /// <summary>Adds them to a command.</summary>
    public static MirrorOptions AddTo(Command command, SmolFolders folders)
    {
        var options = new MirrorOptions(folders);
        foreach (Option option in new Option[] { options._mirror, options._release, options._kernels, options._packages, options._offline })
            command.Add(option);
        return options;
    }

    /// <summary>Whether the network may not be asked.</summary>
    public bool IsOffline(ParseResult parsed) => parsed.GetValue(_offline);

    /// <summary>The places that the command line, the environment and the configuration file name, in this order, or the usual ones.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="port">The port.</param>
    /// <param name="packagesVersion">The pkgsrc version that a recipe names; null for the port's own.</param>
    /// <exception cref="Storage.SmolException">One of them is neither a URL nor a folder.</exception>
    public MirrorPlaces Places(ParseResult parsed, NetBsdPort port, string? packagesVersion = null)
    {
        var configuration = ConfigurationFile.Read(_configuration);
        return MirrorPlaces.For(
            port, Value(_release, Setting.Release), packagesVersion,
            Value(_mirror, Setting.Mirror), Value(_kernels, Setting.Kernels), Value(_packages, Setting.PackageSite));

        string? Value(Option<string?> option, Setting setting) =>
            parsed.GetValue(option) is { Length: > 0 } said ? said
            : Environment.GetEnvironmentVariable(setting.Variable) is { Length: > 0 } variable ? variable
            : configuration.Find(setting);
    }

    private static Option<string?> ForSetting(Setting setting) => new("--" + setting.Name) { Description = $"{setting.Description} [{setting.Variable}]" };
}
