using System.CommandLine;
using System.CommandLine.Help;
using Smol.Cli.Options;

namespace Smol.Cli.Commands;

/// <summary>Every command but <c>run</c> and <c>startnb</c>, which read their own command line.</summary>
internal static class CommandTree
{
    private static readonly string[] Examples =
    [
        "smol build hello",
        "smol run -d -p 8080:80 hello",
        "smol ps",
        "smol stop hello",
    ];

    public static RootCommand Create(SmolFolders folders)
    {
        var root = new RootCommand("Builds minimal NetBSD disk images and boots them as microVMs.")
        {
            new SmolCommand("run", "Start a machine from an image; 'smol run --help' has its options"),
            new SmolCommand("startnb", "Start a machine as smolBSD's startnb.sh does; 'smol startnb --help' has its options"),
            BuildCommand.Create(folders),
            new SmolCommand("mkimg", "Make a disk image's file, with the flags of smolBSD's mkimg.sh; 'smol mkimg -h' has them"),
            LintCommand.Create(folders),
            LockCommand.Create(folders),
            ServiceCommand.Create(folders),
            FetchCommand.Create(folders),
            CacheCommand.Create(folders),
            BuilderCommand.Create(folders),
            ImagesCommand.Create(folders),
            HistoryCommand.Create(folders),
            ImageCommand.Create(folders),
            KernelCommand.Create(folders),
            SbomCommand.Create(folders),
            SetCommand.Create(folders),
            PackageCommands.Create(folders),
            NetworkCommand.Create(folders),
            PsCommand.Create(folders),
            EventsCommand.Create(folders),
            InspectCommand.Create(folders),
            AttachCommand.Create(folders),
            KeepLogCommand.Create(folders),
            BenchCommand.Create(folders),
        };
        foreach (Command command in (IEnumerable<Command>)[.. MachineStateCommands.Create(folders), .. MachineCommands.Create(folders), .. MachineUseCommands.Create(folders)])
            root.Add(command);
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!, Examples);
        return root;
    }
}
