using System.CommandLine;
using Smol.Guests.NetBsd.Mirrors;

namespace Smol.Cli.Settings;

/// <summary>The options that say where NetBSD's files come from, for every command that may fetch.</summary>
internal sealed class MirrorOptions
{
    private readonly string _configuration;
    private readonly Dictionary<Setting, Option<string?>> _options;
    private readonly Option<bool> _offline = new("--offline") { Description = "Take only what was fetched before" };

    private MirrorOptions(SmolFolders folders, IReadOnlyList<Setting> settings)
    {
        _configuration = folders.Configuration;
        _options = settings.ToDictionary(setting => setting, setting => new Option<string?>("--" + setting.Name) { Description = $"{setting.Description} [{setting.Variable}]" });
    }

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="folders">Where the configuration file is.</param>
    /// <param name="settings">The ones that mean something to it; all without any.</param>
    public static MirrorOptions AddTo(Command command, SmolFolders folders, params Setting[] settings)
    {
        var options = new MirrorOptions(folders, settings.Length == 0 ? Setting.All : settings);
        foreach (Option option in options._options.Values)
            command.Add(option);
        command.Add(options._offline);
        return options;
    }

    /// <summary>Whether the network may not be asked.</summary>
    public bool IsOffline(ParseResult parsed) => parsed.GetValue(_offline);

    /// <summary>The places that the command line, the environment and the configuration file name, in this order, or the usual ones.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="port">The port.</param>
    /// <param name="release">The release that a recipe names, which <c>--release</c> wins over; null for the default.</param>
    /// <param name="packagesVersion">The pkgsrc version that a recipe names; null for the port's own.</param>
    /// <exception cref="Storage.SmolException">One of them is neither a URL nor a folder.</exception>
    public MirrorPlaces Places(ParseResult parsed, NetBsdPort port, string? release = null, string? packagesVersion = null)
    {
        var configuration = ConfigurationFile.Read(_configuration);
        return MirrorPlaces.For(port, Value(Setting.Release) ?? release, packagesVersion, Value(Setting.Mirror), Value(Setting.Kernels), Value(Setting.PackageSite));

        string? Value(Setting setting) =>
            _options.TryGetValue(setting, out Option<string?>? option) && parsed.GetValue(option) is { Length: > 0 } said ? said
            : Environment.GetEnvironmentVariable(setting.Variable) is { Length: > 0 } variable ? variable
            : configuration.Find(setting);
    }
}
