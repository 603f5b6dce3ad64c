using Smol.Cli.Machines;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Machines;
using Smol.Machines.Consoles;
using Smol.Machines.Firecracker;
using Smol.Storage;

namespace Smol.Cli.Commands;

/// <summary><c>smol run</c>: a machine from an image, in the foreground or detached.</summary>
internal static class RunCommand
{
    public static int Run(string[] arguments)
    {
        DockerTerminal.Refuse(arguments);
        Getopt line = Getopt.Parse(RunOptions.Table, arguments);
        if (line.Has(RunOptions.Help))
        {
            Screen.Print(RunOptions.HelpText);
            return 0;
        }
        Screen.IsPlain = line.Has(RunOptions.Plain);
        SmolFolders folders = SmolFolders.OfThisUser();
        MachineSpec spec = new RunRequest(new(line), folders, isScript: false).ToSpec();
        using var interruption = new Interruption();
        if (IsDry(line))
            return PrintCommand(spec, folders, interruption.Token);
        using RunTiming? timing = RunTiming.Of(line);
        MachineHost host = ThisHost.Open(folders, timing);
        CheckForDetaching(line);
        if (line.Has(RunOptions.Count))
            return new BatchRun(host).RunAsync(spec, WholeNumber.Read(line, RunOptions.Count), interruption.Token).GetAwaiter().GetResult();
        return line.Has(RunOptions.Detach) ? Detached(host, spec, timing, interruption.Token) : new ForegroundRun(host, line, interruption, timing).Run(spec, SaySockets);
    }

    /// <summary>Whether nothing is to be started.</summary>
    public static bool IsDry(Getopt line) => line.Has(RunOptions.PrintCommand) || line.Has(RunOptions.DryRun);

    /// <summary>Prints the VMM's command as a line for sh, and what it would be asked for after that, a request a line.</summary>
    public static int PrintCommand(MachineSpec spec, SmolFolders folders, CancellationToken stop)
    {
        MachinePreview preview = MachinePreview.OfAsync(spec, ThisHost.Options(folders), stop).GetAwaiter().GetResult();
        Screen.Print(ShellWords.Join(preview.Command));
        foreach (FirecrackerRequest request in preview.Requests)
            Screen.Print(request.ToString());
        return 0;
    }

    private static void CheckForDetaching(Getopt line)
    {
        if (line.Has(RunOptions.Count) && !line.Has(RunOptions.Detach))
            throw new SmolException("machines by the number run in the background", "--count", "add '-d'");
        if (line.Has(RunOptions.Timeout) && line.Has(RunOptions.Detach))
            throw new SmolException("nobody stays with a machine in the background to end it", "--timeout", "leave out '-d'");
        if (line.Has(RunOptions.Count) && (line.Has(RunOptions.Timing) || line.Has(RunOptions.TimingFile)))
            throw new SmolException("the time of one machine is shown, not of many", "--timing", "leave out '--count'");
    }

    private static int Detached(MachineHost host, MachineSpec spec, RunTiming? timing, CancellationToken stop)
    {
        MachineStatus machine = host.RunDetachedAsync(spec, stop).GetAwaiter().GetResult();
        Screen.Print(machine.Name);
        SaySockets(machine);
        if (spec.Restart != default)
            Screen.Say($"smol: nothing of smol stays with a machine in the background: the policy '{spec.Restart}' is kept, and 'smol start {machine.Name}' starts it again");
        if (spec.HasPty)
            Screen.Say($"console: {ConsolePty.PathAsync(machine, stop).GetAwaiter().GetResult()}");
        timing?.WaitAsync(host, machine, stop).GetAwaiter().GetResult();
        return 0;
    }

    private static void SaySockets(MachineStatus machine)
    {
        for (int number = 1; number <= machine.Spec.Sockets; number++)
            Screen.Say($"host socket {number}: {machine.Paths.GuestSocket(number)}");
    }
}
