using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Machines;
using Smol.Machines.Consoles;

namespace Smol.Cli.Machines;

/// <summary>A machine whose console is this terminal, or these pipes.</summary>
/// <param name="host">The machines.</param>
/// <param name="line">The command line.</param>
/// <param name="interruption">The signals that stop it.</param>
/// <param name="timing">Where its time goes; null when nobody asks.</param>
internal sealed class ForegroundRun(MachineHost host, Getopt line, Interruption interruption, RunTiming? timing)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>Runs it to its end.</summary>
    /// <param name="spec">The machine.</param>
    /// <param name="started">Hears of the machine before its guest runs.</param>
    /// <returns>What its workload ended with; 128 and the signal that stopped it; 125 when QEMU failed, or the guest never said a word.</returns>
    public int Run(MachineSpec spec, Action<MachineStatus> started)
    {
        ConsoleKeys keys = ConsoleKeys.Parse(line.Last(RunOptions.DetachKeys) ?? ConsoleKeys.Default);
        TimeSpan longest = line.Has(RunOptions.Timeout) ? TimeSpan.FromSeconds(WholeNumber.Read(line, RunOptions.Timeout)) : Timeout.InfiniteTimeSpan;
        using var alarm = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(interruption.Token, alarm.Token);
        using var kill = CancellationTokenSource.CreateLinkedTokenSource(interruption.Hurry, alarm.Token);
        using Stream terminalOutput = StandardStreams.Output();
        Stream output = timing?.Listen(terminalOutput) ?? terminalOutput;
        using Stream? input = StandardStreams.Input();
        RunOutcome outcome;
        using (RawTerminal? terminal = RawTerminal.Enter())
        {
            var user = new ConsoleUser(output, input, terminal is null ? null : keys);
            outcome = host.RunAttachedAsync(spec, user, Grace, stop.Token, kill.Token, Started).GetAwaiter().GetResult();
        }
        timing?.End();
        if (outcome.IsDetached)
            Screen.Say($"\ndetached from {outcome.Name}");
        else if (outcome.HasFailed)
            Screen.Error($"{outcome.Name}: QEMU ended out of order", "'smol logs' shows what the guest said last");
        else if (outcome.IsMute)
            Screen.Error($"{outcome.Name}: the guest ended without a word", $"its kernel may need more memory than {spec.MemoryMiB} MiB ('-m'), or have its console elsewhere ('-a')");
        if (alarm.IsCancellationRequested && outcome.StoppedBy is not null)
        {
            Screen.Error($"{outcome.Name}: its time is over", null);
            return ExitCodes.TimedOut;
        }
        return outcome.HasFailed || outcome.IsMute ? ExitCodes.RunFailed : outcome.StoppedBy is not null ? interruption.ExitCode : outcome.ExitCode ?? 0;

        void Started(MachineStatus machine)
        {
            started(machine);
            timing?.Begin(machine);
            alarm.CancelAfter(longest);
        }
    }
}
