using System.Globalization;
using Smol.Machines.Consoles;

namespace Smol.Machines.Restarts;

/// <summary>Stays at the console of a machine, and starts it again as its policy says. When the process ends, nobody does.</summary>
/// <param name="options">The clock, and who hears of restarts.</param>
/// <param name="runner">Starts machines.</param>
internal sealed class AttachedRestarts(MachineHostOptions options, MachineRunner runner)
{
    /// <summary>Stays until the machine has ended for good, or its user detaches.</summary>
    /// <inheritdoc cref="MachineRunner.StayAsync"/>
    public async Task<RunOutcome> StayAsync(MachineStatus machine, ConsoleUser user, TimeSpan grace, CancellationToken stop, CancellationToken kill)
    {
        user = user with { Input = user.Input is null ? null : new KeptInput(user.Input) };
        var pause = new RestartPause();
        for (int restarts = 0; ; restarts++)
        {
            long begin = options.Time.GetTimestamp();
            RunOutcome outcome = await runner.StayAsync(machine, user, grace, stop, kill).ConfigureAwait(false);
            if (!machine.Spec.Restart.Applies(outcome, restarts))
                return outcome;
            TimeSpan time = pause.After(options.Time.GetElapsedTime(begin));
            options.Notice(string.Create(CultureInfo.InvariantCulture, $"{machine.Name} {Describe(outcome)}, and starts again in {time.TotalSeconds:0.0} s"));
            if (await IsGivenUpAsync(user, time, stop).ConfigureAwait(false) || await runner.StartAsync(machine.Name, isPaused: true, stop).ConfigureAwait(false) is not { } next)
                return outcome;
            machine = next;
        }
    }

    private static string Describe(RunOutcome outcome) =>
        outcome.HasFailed ? "has failed" : string.Create(CultureInfo.InvariantCulture, $"has ended with {outcome.ExitCode ?? 0}");

    /// <summary>Waits; keys that leave a console end it, others are nobody's.</summary>
    private async Task<bool> IsGivenUpAsync(ConsoleUser user, TimeSpan time, CancellationToken stop)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var over = new CancellationTokenSource();
        Task typing = new ConsoleTyping(user, _ => Task.CompletedTask).RunAsync(_ => giveUp.Cancel(), over.Token);
        try
        {
            await Task.Delay(time, options.Time, giveUp.Token).ConfigureAwait(false);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
        finally
        {
            await over.CancelAsync().ConfigureAwait(false);
            await typing.ConfigureAwait(false);
        }
    }
}
