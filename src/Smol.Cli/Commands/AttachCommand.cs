using System.CommandLine;
using Smol.Cli.Machines;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Machines;
using Smol.Machines.Consoles;

namespace Smol.Cli.Commands;

/// <summary><c>smol attach</c>: to the console of a machine that runs.</summary>
internal static class AttachCommand
{
    private const int ScrollBack = 16 << 10;

    public static Command Create(SmolFolders folders)
    {
        Argument<string> name = MachineArguments.One();
        var keys = new Option<string>("--detach-keys") { Description = "The keys to detach; Ctrl-A X does it, too", DefaultValueFactory = static _ => ConsoleKeys.Default, HelpName = "KEYS" };
        var noInput = new Option<bool>("--no-stdin") { Description = "Only look" };
        var command = new SmolCommand(
            "attach",
            "Go to the console of a machine that runs, with its last lines; any number can be there at once. The machine goes on when you detach.",
            "smol attach hello",
            "smol attach --detach-keys 'ctrl-],q' hello") { name, keys, noInput };
        command.SetAction(parsed =>
        {
            ConsoleKeys detach = ConsoleKeys.Parse(parsed.GetValue(keys)!);
            MachineHost host = ThisHost.Open(folders);
            using var interruption = new Interruption();
            using Stream output = StandardStreams.Output();
            using Stream? input = StandardStreams.Input();
            using RawTerminal? terminal = parsed.GetValue(noInput) ? null : RawTerminal.Enter();
            var user = new ConsoleUser(output, parsed.GetValue(noInput) ? null : input, terminal is null ? null : detach);
            if (!host.AttachAsync(parsed.GetValue(name)!, user, ScrollBack, interruption.Token).GetAwaiter().GetResult())
                return host.Get(parsed.GetValue(name)!).ExitStatus;
            terminal?.Dispose();
            Screen.Say("\ndetached");
            return 0;
        });
        return command;
    }
}
