using System.CommandLine;
using System.Globalization;
using System.Net;
using Smol.Cli.Machines;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Machines;
using Smol.Machines.Ports;
using Smol.Storage;

namespace Smol.Cli.Commands;

/// <summary>The commands on machines that are there: <c>logs</c>, <c>port</c>, <c>stop</c>, <c>rm</c>.</summary>
internal static class MachineCommands
{
    public static IEnumerable<Command> Create(SmolFolders folders) => [Logs(folders), Port(folders), Stop(folders), Remove(folders)];

    private static SmolCommand Logs(SmolFolders folders)
    {
        Argument<string> name = Machine();
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on until it ends" };
        var command = new SmolCommand("logs", "Show what a machine said on its console", "smol logs hello", "smol logs -f hello") { name, follow };
        command.SetAction(parsed =>
        {
            using var interruption = new Interruption();
            using Stream output = Console.OpenStandardOutput();
            ThisHost.Open(folders).LogsAsync(parsed.GetValue(name)!, output, parsed.GetValue(follow), interruption.Token).GetAwaiter().GetResult();
            return 0;
        });
        return command;
    }

    private static SmolCommand Port(SmolFolders folders)
    {
        Argument<string> name = Machine();
        var guestPort = new Argument<int?>("PORT") { Description = "Only this port of the guest", Arity = ArgumentArity.ZeroOrOne };
        var command = new SmolCommand("port", "Show where a machine's ports are on the host", "smol port hello", "smol port hello 80") { name, guestPort };
        command.SetAction(parsed =>
        {
            MachineStatus machine = ThisHost.Open(folders).Get(parsed.GetValue(name)!);
            int? wanted = parsed.GetValue(guestPort);
            PortForward[] forwards = [.. machine.Forwards.Where(forward => wanted is null || forward.GuestPort == wanted)];
            if (forwards.Length == 0)
                throw new SmolException(wanted is null ? "no port is published" : $"port {wanted} is not published", machine.Name, "'smol run -p' publishes ports");
            foreach (PortForward forward in forwards)
                Screen.Print((wanted is null ? $"{forward.GuestPort}/{Protocol(forward)} -> " : "") + new IPEndPoint(forward.HostAddress, forward.HostPort));
            return 0;
        });
        return command;
    }

    private static SmolCommand Stop(SmolFolders folders)
    {
        Argument<string[]> names = SomeMachines();
        var patience = new Option<int>("--time", "-t") { Description = "Seconds for the guest to stop by itself", DefaultValueFactory = static _ => 10, HelpName = "SECONDS" };
        var command = new SmolCommand("stop", "Stop machines: ask the guest, then QEMU, then kill", "smol stop hello", "smol stop -t 60 hello") { names, patience };
        command.SetAction(parsed => ForEach(parsed.GetValue(names)!, (name, stop) =>
        {
            StopMethod method = ThisHost.Open(folders).StopAsync(name, TimeSpan.FromSeconds(parsed.GetValue(patience)), stop).GetAwaiter().GetResult();
            Screen.Print(name);
            Screen.Say(string.Create(CultureInfo.InvariantCulture, $"{name}: {Describe(method)}"));
        }));
        return command;
    }

    private static SmolCommand Remove(SmolFolders folders)
    {
        Argument<string[]> names = SomeMachines();
        var force = new Option<bool>("--force", "-f") { Description = "Also when it runs: it is killed" };
        var command = new SmolCommand("rm", "Remove machines, with all that they wrote", "smol rm hello", "smol rm -f hello") { names, force };
        command.SetAction(parsed => ForEach(parsed.GetValue(names)!, (name, stop) =>
        {
            ThisHost.Open(folders).RemoveAsync(name, parsed.GetValue(force), stop).GetAwaiter().GetResult();
            Screen.Print(name);
        }));
        return command;
    }

    /// <summary>Does it to each; what fails is said, and the others are done all the same.</summary>
    private static int ForEach(string[] names, Action<string, CancellationToken> action)
    {
        using var interruption = new Interruption();
        int code = 0;
        foreach (string name in names)
        {
            try
            {
                action(name, interruption.Token);
            }
            catch (SmolException failure)
            {
                Screen.Error(failure.Message, failure.Hint);
                code = ExitCodes.Failed;
            }
        }
        return code;
    }

    private static string Describe(StopMethod method) => method switch
    {
        StopMethod.WasNotRunning => "was not running",
        StopMethod.Guest => "the guest stopped by itself when it was asked",
        StopMethod.PowerButton => "the guest stopped at its power button",
        StopMethod.Quit => "the guest did not stop; QEMU was told to quit",
        StopMethod.Terminated => "QEMU did not answer and was terminated",
        _ => "QEMU did not answer and was killed",
    };

    private static string Protocol(PortForward forward) => forward.Protocol == PortProtocol.Udp ? "udp" : "tcp";

    private static Argument<string> Machine() => new("MACHINE") { Description = "A machine's name" };

    private static Argument<string[]> SomeMachines() => new("MACHINE") { Description = "Machines' names", Arity = ArgumentArity.OneOrMore };
}
