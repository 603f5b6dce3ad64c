using System.CommandLine;
using Smol.Cli.Fetching;
using Smol.Cli.Settings;
using Smol.Guests.NetBsd.Packages;

namespace Smol.Cli.Commands;

/// <summary>The options of commands that look at a package site, and how they reach it.</summary>
internal sealed class PackageSiteOptions
{
    private readonly SmolFolders _folders;
    private readonly Option<string> _architecture = CommonOptions.Architecture();
    private readonly MirrorOptions _mirror;

    private PackageSiteOptions(Command command, SmolFolders folders)
    {
        _folders = folders;
        command.Add(_architecture);
        _mirror = MirrorOptions.AddTo(command, folders, Setting.PackageSite);
    }

    /// <summary>Adds them to a command.</summary>
    public static PackageSiteOptions AddTo(Command command, SmolFolders folders) => new(command, folders);

    /// <summary>Looks into the summary of the site.</summary>
    /// <exception cref="Storage.SmolException">It can't be had, or is damaged.</exception>
    public T Read<T>(ParseResult parsed, Func<PackageSummary, T> look)
    {
        using var interruption = new Interruption();
        using FetchSession session = Open(parsed, interruption.Token);
        return look(session.PackageSummary());
    }

    /// <summary>Fetches a package of the site.</summary>
    /// <returns>Where its archive is.</returns>
    /// <exception cref="Storage.SmolException">It can't be had, or is not what the summary says.</exception>
    public string Fetch(ParseResult parsed, Func<PackageSummary, PackageSummaryEntry> choose)
    {
        using var interruption = new Interruption();
        using FetchSession session = Open(parsed, interruption.Token);
        return session.FetchPackages([choose(session.PackageSummary())])[0].Path;
    }

    private FetchSession Open(ParseResult parsed, CancellationToken stop) => new(_folders, _mirror, parsed, parsed.GetValue(_architecture)!, stop);
}
