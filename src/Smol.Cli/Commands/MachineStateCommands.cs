using System.CommandLine;
using System.Globalization;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Machines;
using Smol.Storage;

namespace Smol.Cli.Commands;

/// <summary>The commands that bring machines from one state to another: <c>start</c>, <c>stop</c>, <c>restart</c>, <c>kill</c>, <c>pause</c>, <c>unpause</c>, <c>rm</c>.</summary>
internal static class MachineStateCommands
{
    public static SmolCommand Start(SmolFolders folders)
    {
        var machines = new MachineArguments("All that do not run", static machine => !machine.IsUp);
        var command = new SmolCommand("start", "Start machines that have stopped, with all that they wrote", "smol start hello", "smol start --all");
        machines.AddTo(command);
        command.SetAction(parsed => machines.ForEach(parsed, folders, async (host, name, stop) =>
        {
            if (!await host.StartAsync(name, stop))
                Screen.Say($"{name}: was running");
            Screen.Print(name);
        }));
        return command;
    }

    public static SmolCommand Stop(SmolFolders folders)
    {
        var machines = new MachineArguments("All that run", static machine => machine.IsUp);
        Option<int> patience = Patience();
        var command = new SmolCommand("stop", "Stop machines: ask the guest, then QEMU, then kill", "smol stop hello", "smol stop -t 60 hello", "smol stop --all") { patience };
        machines.AddTo(command);
        command.SetAction(parsed => machines.ForEach(parsed, folders, async (host, name, stop) =>
        {
            StopMethod method = await host.StopAsync(name, TimeSpan.FromSeconds(parsed.GetValue(patience)), stop);
            Screen.Print(name);
            Screen.Say(string.Create(CultureInfo.InvariantCulture, $"{name}: {Describe(method)}"));
        }));
        return command;
    }

    public static SmolCommand Restart(SmolFolders folders)
    {
        var machines = new MachineArguments("All that run", static machine => machine.IsUp);
        Option<int> patience = Patience();
        var command = new SmolCommand("restart", "Stop machines if they run, and start them again with all that they wrote", "smol restart hello") { patience };
        machines.AddTo(command);
        command.SetAction(parsed => machines.ForEach(parsed, folders, async (host, name, stop) =>
        {
            await host.RestartAsync(name, TimeSpan.FromSeconds(parsed.GetValue(patience)), stop);
            Screen.Print(name);
        }));
        return command;
    }

    public static SmolCommand Kill(SmolFolders folders)
    {
        var machines = new MachineArguments("All that run", static machine => machine.IsUp);
        var signal = new Option<string>("--signal", "-s")
        {
            Description = "KILL ends QEMU at once, QUIT has it write out the disk first; for the guest both are a loss of power, and other signals it can't be sent",
            DefaultValueFactory = static _ => "KILL",
            HelpName = "SIGNAL",
        };
        var command = new SmolCommand("kill", "End machines at once", "smol kill hello", "smol kill -s QUIT hello") { signal };
        machines.AddTo(command);
        command.SetAction(parsed =>
        {
            bool isQuit = IsQuit(parsed.GetValue(signal)!);
            return machines.ForEach(parsed, folders, async (host, name, stop) =>
            {
                await host.KillAsync(name, isQuit, stop);
                Screen.Print(name);
            });
        });
        return command;
    }

    public static SmolCommand Pause(SmolFolders folders)
    {
        var machines = new MachineArguments("All that run", static machine => machine.State == MachineState.Running);
        var command = new SmolCommand("pause", "Hold machines' virtual CPUs", "smol pause hello");
        machines.AddTo(command);
        command.SetAction(parsed => machines.ForEach(parsed, folders, async (host, name, stop) =>
        {
            await host.PauseAsync(name, isPaused: true, stop);
            Screen.Print(name);
        }));
        return command;
    }

    public static SmolCommand Unpause(SmolFolders folders)
    {
        var machines = new MachineArguments("All that are paused", static machine => machine.State == MachineState.Paused);
        var command = new SmolCommand("unpause", "Let the virtual CPUs of paused machines go on", "smol unpause hello");
        machines.AddTo(command);
        command.SetAction(parsed => machines.ForEach(parsed, folders, async (host, name, stop) =>
        {
            await host.PauseAsync(name, isPaused: false, stop);
            Screen.Print(name);
        }));
        return command;
    }

    public static SmolCommand Remove(SmolFolders folders)
    {
        var force = new Option<bool>("--force", "-f") { Description = "Also when it runs: it is killed" };
        bool isForced = false;
        var machines = new MachineArguments("All that do not run; with --force all", machine => isForced || !machine.IsUp);
        var command = new SmolCommand("rm", "Remove machines, with all that they wrote", "smol rm hello", "smol rm -f hello", "smol rm --all") { force };
        machines.AddTo(command);
        command.SetAction(parsed =>
        {
            isForced = parsed.GetValue(force);
            return machines.ForEach(parsed, folders, async (host, name, stop) =>
            {
                await host.RemoveAsync(name, isForced, stop);
                Screen.Print(name);
            });
        });
        return command;
    }

    private static Option<int> Patience() =>
        new("--time", "-t") { Description = "Seconds for the guest to stop by itself", DefaultValueFactory = static _ => 10, HelpName = "SECONDS" };

    private static bool IsQuit(string signal) => signal.ToUpperInvariant() switch
    {
        "KILL" or "SIGKILL" or "9" => false,
        "QUIT" or "SIGQUIT" or "3" => true,
        _ => throw new SmolException($"a machine can't be sent '{signal}'", "--signal", "there are KILL and QUIT; 'smol stop' asks the guest to end"),
    };

    private static string Describe(StopMethod method) => method switch
    {
        StopMethod.WasNotRunning => "was not running",
        StopMethod.Guest => "the guest stopped by itself when it was asked",
        StopMethod.PowerButton => "the guest stopped at its power button",
        StopMethod.CtrlAltDel => "the guest stopped at Ctrl-Alt-Del",
        StopMethod.Quit => "the guest did not stop; QEMU was told to quit",
        StopMethod.Terminated => "the VMM did not answer and was terminated",
        _ => "the VMM did not answer and was killed",
    };
}
