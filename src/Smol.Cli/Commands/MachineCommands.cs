using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Smol.Cli.Machines;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Machines;
using Smol.Machines.Ports;
using Smol.Storage;

namespace Smol.Cli.Commands;

/// <summary>The commands on machines that are there: <c>logs</c>, <c>port</c>, <c>wait</c>, <c>rename</c>.</summary>
internal static class MachineCommands
{
    public static SmolCommand Logs(SmolFolders folders)
    {
        Argument<string> name = MachineArguments.One();
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

    public static SmolCommand Port(SmolFolders folders)
    {
        Argument<string> name = MachineArguments.One();
        var guestPort = new Argument<int?>("PORT") { Description = "Only this port of the guest", Arity = ArgumentArity.ZeroOrOne };
        Option<string> format = CommonOptions.Format();
        var command = new SmolCommand("port", "Show where a machine's ports are on the host", "smol port hello", "smol port hello 80") { name, guestPort, format };
        command.SetAction(parsed =>
        {
            MachineStatus machine = ThisHost.Open(folders).Get(parsed.GetValue(name)!);
            int? wanted = parsed.GetValue(guestPort);
            PortForward[] forwards = [.. machine.Forwards.Where(forward => wanted is null || forward.GuestPort == wanted)];
            if (parsed.GetValue(format) == CommonOptions.Json)
            {
                Screen.Print(JsonSerializer.Serialize([.. forwards.Select(PortRow.Of)], MachineJsonRows.Default.PortRowArray));
                return 0;
            }
            if (forwards.Length == 0)
                throw new SmolException(wanted is null ? "no port is published" : $"port {wanted} is not published", machine.Name, "'smol run -p' publishes ports");
            foreach (PortForward forward in forwards)
                Screen.Print((wanted is null ? $"{forward.GuestPort}/{PortRow.Of(forward).Protocol} -> " : "") + new IPEndPoint(forward.HostAddress, forward.HostPort));
            return 0;
        });
        return command;
    }

    public static SmolCommand Wait(SmolFolders folders)
    {
        var machines = new MachineArguments("All that run", static machine => machine.IsUp);
        var command = new SmolCommand("wait", "Wait until machines have ended, and print their exit codes", "smol wait hello");
        machines.AddTo(command);
        command.SetAction(parsed => machines.ForEach(parsed, folders, async (host, name, stop) =>
            Screen.Print((await host.WaitAsync(name, stop)).ExitStatus.ToString(CultureInfo.InvariantCulture))));
        return command;
    }

    public static SmolCommand Rename(SmolFolders folders)
    {
        Argument<string> name = MachineArguments.One();
        var newName = new Argument<string>("NAME") { Description = "Its new name" };
        var command = new SmolCommand("rename", "Give a machine that does not run another name", "smol rename hello web") { name, newName };
        command.SetAction(parsed =>
        {
            ThisHost.Open(folders).Rename(parsed.GetValue(name)!, parsed.GetValue(newName)!);
            return 0;
        });
        return command;
    }
}
