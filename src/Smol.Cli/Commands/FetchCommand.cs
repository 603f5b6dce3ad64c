using System.CommandLine;
using System.Text.Json;
using Smol.Cli.Fetching;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Cli.Settings;
using Smol.Fetching;
using Smol.Guests.NetBsd.Mirrors;
using Smol.Guests.NetBsd.Packages;

namespace Smol.Cli.Commands;

/// <summary><c>smol fetch</c>: NetBSD's files into the cache.</summary>
internal static class FetchCommand
{
    private static readonly string[] DefaultSets = ["base", "etc"];

    public static Command Create(SmolFolders folders) =>
        new SmolCommand("fetch", "Fetch what images are made of, and kernels",
            "smol fetch kernel", "smol fetch sets base etc comp --arch i386", "smol fetch sets --mirror /srv/netbsd-11")
        {
            Kernel(folders), Sets(folders), Packages(folders), Live(folders), FetchAllCommand.Create(folders),
        };

    /// <summary>Fetches the kernel, and puts it where machines find it.</summary>
    public static FetchedRow FetchKernel(FetchSession session, SmolFolders folders)
    {
        MirrorFile kernel = session.Mirror.KernelAsync(session.Stop).GetAwaiter().GetResult();
        FetchedFile file = session.Fetch(kernel);
        return FetchedRow.Of(kernel.Name, file, new KernelFolder(folders.Kernels).Install(session.Mirror.Port, kernel.Name, file));
    }

    /// <summary>Prints what was fetched.</summary>
    public static void Print(FetchedRow[] rows, string format)
    {
        if (format == CommonOptions.Json)
            Screen.Print(JsonSerializer.Serialize(rows, CliJson.Default.FetchedRowArray));
        else
            Table.Print(["NAME", "SIZE", "STATE", "PATH"], rows.Select(row => row.Cells()));
    }

    private static SmolCommand Kernel(SmolFolders folders)
    {
        var command = new SmolCommand("kernel", "Fetch the kernel for machines", "smol fetch kernel", "smol fetch kernel --arch evbarm-aarch64");
        SetAction(command, folders, [Setting.Mirror, Setting.Release, Setting.Kernels], (_, session) => [FetchKernel(session, folders)]);
        return command;
    }

    private static SmolCommand Sets(SmolFolders folders)
    {
        var names = new Argument<string[]>("SET") { Description = "Names of sets; base and etc without any", Arity = ArgumentArity.ZeroOrMore };
        var command = new SmolCommand("sets", "Fetch sets, and unpack them on the way", "smol fetch sets", "smol fetch sets base etc comp --release 10") { names };
        SetAction(command, folders, [Setting.Mirror, Setting.Release], (parsed, session) =>
        {
            string[] wanted = parsed.GetValue(names) is { Length: > 0 } said ? said : DefaultSets;
            IReadOnlyList<MirrorFile> sets = session.Mirror.SetsAsync(wanted, session.Stop).GetAwaiter().GetResult();
            IReadOnlyList<FetchedFile> files = session.FetchSets(sets);
            return [.. sets.Zip(files, (set, file) => FetchedRow.Of(set.Name, file))];
        });
        return command;
    }

    private static SmolCommand Packages(SmolFolders folders)
    {
        var names = new Argument<string[]>("PACKAGE") { Description = "Names or patterns of packages, such as nginx or 'nginx>=1.27'", Arity = ArgumentArity.OneOrMore };
        var command = new SmolCommand("packages", "Fetch packages and all that they need", "smol fetch packages nginx curl", "smol fetch packages curl --pkgsite ./All") { names };
        SetAction(command, folders, [Setting.PackageSite], (parsed, session) =>
        {
            IReadOnlyList<ResolvedPackage> packages = new PackageResolver(session.PackageSummary(), []).Resolve(parsed.GetValue(names)!);
            IReadOnlyList<FetchedFile> files = session.FetchPackages(packages.Select(package => package.Entry));
            return [.. packages.Zip(files, (package, file) => FetchedRow.Of(package.Entry.FileName, file))];
        });
        return command;
    }

    private static SmolCommand Live(SmolFolders folders)
    {
        var output = new Option<string?>("--output", "-o") { Description = "The file to make; the image's own name in the current folder without it" };
        var command = new SmolCommand("live", "Fetch NetBSD's live image, ready to be run", "smol fetch live", "smol fetch live -o live.img") { output };
        SetAction(command, folders, [Setting.Mirror], (parsed, session) =>
        {
            MirrorFile image = session.Mirror.LiveImageAsync(session.Stop).GetAwaiter().GetResult();
            string path = parsed.GetValue(output) ?? Path.GetFileNameWithoutExtension(image.Name);
            FetchedFile file = session.Fetch(image);
            LiveImage.Unpack(file, path, session.Stop);
            return [FetchedRow.Of(image.Name, file, path)];
        });
        return command;
    }

    private static void SetAction(SmolCommand command, SmolFolders folders, Setting[] settings, Func<ParseResult, FetchSession, FetchedRow[]> fetch)
    {
        Option<string> architecture = CommonOptions.Architecture();
        Option<string> format = CommonOptions.Format();
        command.Add(architecture);
        MirrorOptions options = MirrorOptions.AddTo(command, folders, settings);
        command.Add(format);
        command.SetAction(parsed =>
        {
            using var interruption = new Interruption();
            FetchedRow[] rows;
            using (var session = new FetchSession(folders, options, parsed, parsed.GetValue(architecture)!, interruption.Token))
                rows = fetch(parsed, session);
            Print(rows, parsed.GetValue(format)!);
            return 0;
        });
    }
}
