using System.CommandLine;
using System.CommandLine.Help;
using Smol.Cli.Options;

namespace Smol.Cli.Commands;

/// <summary>Every command but <c>run</c> and <c>startnb</c>, which read their own command line.</summary>
internal static class CommandTree
{
    /// <summary>The word before a command that has errors say where in smol they came from.</summary>
    public const string DebugOption = "--debug";

    private static readonly string[] Examples =
    [
        "smol build hello",
        "smol run -d -p 8080:80 hello",
        "smol ps",
        "smol stop hello",
    ];

    /// <summary>Each by its name, in the order of the help.</summary>
    private static readonly (string Name, Func<SmolFolders, Command> Create)[] Commands =
    [
        ("run", static _ => new SmolCommand("run", "Start a machine from an image; 'smol run --help' has its options")),
        ("startnb", static _ => new SmolCommand("startnb", "Start a machine as smolBSD's startnb.sh does; 'smol startnb --help' has its options")),
        ("build", BuildCommand.Create),
        ("mkimg", static _ => new SmolCommand("mkimg", "Make a disk image's file, with the flags of smolBSD's mkimg.sh; 'smol mkimg -h' has them")),
        ("lint", LintCommand.Create),
        ("lock", LockCommand.Create),
        ("service", ServiceCommand.Create),
        ("fetch", FetchCommand.Create),
        ("cache", CacheCommand.Create),
        ("builder", BuilderCommand.Create),
        ("images", ImagesCommand.Create),
        ("history", HistoryCommand.Create),
        ("image", ImageCommand.Create),
        ("kernel", KernelCommand.Create),
        ("sbom", SbomCommand.Create),
        ("set", SetCommand.Create),
        ("pkg", PackageCommands.Create),
        ("network", NetworkCommand.Create),
        ("ps", PsCommand.Create),
        ("events", EventsCommand.Create),
        ("inspect", InspectCommand.Create),
        ("attach", AttachCommand.Create),
        ("keep-log", KeepLogCommand.Create),
        ("bench", BenchCommand.Create),
        ("start", MachineStateCommands.Start),
        ("stop", MachineStateCommands.Stop),
        ("restart", MachineStateCommands.Restart),
        ("kill", MachineStateCommands.Kill),
        ("pause", MachineStateCommands.Pause),
        ("unpause", MachineStateCommands.Unpause),
        ("rm", MachineStateCommands.Remove),
        ("logs", MachineCommands.Logs),
        ("port", MachineCommands.Port),
        ("wait", MachineCommands.Wait),
        ("rename", MachineCommands.Rename),
        ("stats", MachineUseCommands.Stats),
        ("top", MachineUseCommands.Top),
    ];

    /// <summary>All commands, or the one that is named first: to make all of them takes 8 ms.</summary>
    public static RootCommand Create(SmolFolders folders, string? named = null)
    {
        var root = new RootCommand("Builds minimal NetBSD disk images and boots them as microVMs.")
        {
            new Option<bool>(DebugOption) { Description = "Before a command: with an error, show where in smol it came from" },
        };
        (string Name, Func<SmolFolders, Command> Create)[] chosen = Array.FindAll(Commands, command => command.Name == named);
        foreach ((_, Func<SmolFolders, Command> create) in chosen is [] ? Commands : chosen)
            root.Add(create(folders));
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!, Examples);
        return root;
    }
}
