using System.CommandLine;
using System.Text.Json;
using Smol.Cli.Fetching;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Cli.Settings;
using Smol.Fetching;
using Smol.Guests.NetBsd.Mirrors;

namespace Smol.Cli.Commands;

/// <summary><c>smol fetch</c>: NetBSD's files into the cache.</summary>
internal static class FetchCommand
{
    private static readonly string[] DefaultSets = ["base", "etc"];

    public static Command Create(SmolFolders folders) =>
        new SmolCommand("fetch", "Fetch what images are made of, and kernels",
            "smol fetch kernel", "smol fetch sets base etc comp --arch i386", "smol fetch sets --mirror /srv/netbsd-11")
        {
            Kernel(folders), Sets(folders), Live(folders),
        };

    private static SmolCommand Kernel(SmolFolders folders)
    {
        var command = new SmolCommand("kernel", "Fetch the kernel for machines", "smol fetch kernel", "smol fetch kernel --arch evbarm-aarch64");
        SetAction(command, folders, (_, session) =>
        {
            MirrorFile kernel = session.Mirror.KernelAsync(session.Stop).GetAwaiter().GetResult();
            FetchedFile file = session.Fetch(kernel);
            return [FetchedRow.Of(kernel.Name, file, new KernelFolder(folders.Kernels).Install(session.Mirror.Port, kernel.Name, file))];
        });
        return command;
    }

    private static SmolCommand Sets(SmolFolders folders)
    {
        var names = new Argument<string[]>("SET") { Description = "Names of sets; base and etc without any", Arity = ArgumentArity.ZeroOrMore };
        var command = new SmolCommand("sets", "Fetch sets, and unpack them on the way", "smol fetch sets", "smol fetch sets base etc comp --release 10") { names };
        SetAction(command, folders, (parsed, session) =>
        {
            string[] wanted = parsed.GetValue(names) is { Length: > 0 } said ? said : DefaultSets;
            IReadOnlyList<MirrorFile> sets = session.Mirror.SetsAsync(wanted, session.Stop).GetAwaiter().GetResult();
            IReadOnlyList<FetchedFile> files = session.FetchSets(sets);
            return [.. sets.Zip(files, (set, file) => FetchedRow.Of(set.Name, file))];
        });
        return command;
    }

    private static SmolCommand Live(SmolFolders folders)
    {
        var output = new Option<string?>("--output", "-o") { Description = "The file to make; the image's own name in the current folder without it" };
        var command = new SmolCommand("live", "Fetch NetBSD's live image, ready to be run", "smol fetch live", "smol fetch live -o live.img") { output };
        SetAction(command, folders, (parsed, session) =>
        {
            MirrorFile image = session.Mirror.LiveImageAsync(session.Stop).GetAwaiter().GetResult();
            string path = parsed.GetValue(output) ?? Path.GetFileNameWithoutExtension(image.Name);
            FetchedFile file = session.Fetch(image);
            LiveImage.Unpack(file, path, session.Stop);
            return [FetchedRow.Of(image.Name, file, path)];
        });
        return command;
    }

    private static void SetAction(SmolCommand command, SmolFolders folders, Func<ParseResult, FetchSession, FetchedRow[]> fetch)
    {
        var architecture = new Option<string>("--arch") { Description = "The architecture: amd64, i386 or evbarm-aarch64", DefaultValueFactory = static _ => Host.Architecture };
        Option<string> format = CommonOptions.Format();
        command.Add(architecture);
        MirrorOptions options = MirrorOptions.AddTo(command, folders);
        command.Add(format);
        command.SetAction(parsed =>
        {
            using var interruption = new Interruption();
            FetchedRow[] rows;
            using (var session = new FetchSession(folders, options, parsed, parsed.GetValue(architecture)!, interruption.Token))
                rows = fetch(parsed, session);
            if (parsed.GetValue(format) == CommonOptions.Json)
                Screen.Print(JsonSerializer.Serialize(rows, CliJson.Default.FetchedRowArray));
            else
                Table.Print(["NAME", "SIZE", "STATE", "PATH"], rows.Select(row => row.Cells()));
            return 0;
        });
    }
}
