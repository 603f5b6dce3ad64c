using System.ComponentModel;
using System.Diagnostics;
using Smol.Storage;

namespace Smol.Machines.Host;

/// <summary>Runs a program to its end: arguments as a list, nothing on its standard input.</summary>
internal static class ChildProcess
{
    /// <summary>Runs a program that ends by itself at once.</summary>
    /// <exception cref="SmolException">It can't be started.</exception>
    public static ChildResult RunToEnd(string program, IEnumerable<string> arguments) =>
        RunAsync(program, arguments, null, Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None).GetAwaiter().GetResult();

    /// <summary>Runs a program, and kills it with its children when its time is over or the caller gives up.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="folder">The folder that it runs in, or null for ours.</param>
    /// <param name="patience">How long it may run.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Gives up.</param>
    /// <exception cref="SmolException">It can't be started.</exception>
    public static async Task<ChildResult> RunAsync(
        string program, IEnumerable<string> arguments, string? folder, TimeSpan patience, TimeProvider time, CancellationToken stop)
    {
        using Process process = Start(program, arguments, folder);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await Task.WhenAll(process.WaitForExitAsync(CancellationToken.None), output, errors).WaitAsync(patience, time, stop).ConfigureAwait(false);
            return new(process.ExitCode, output.Result, errors.Result);
        }
        catch (Exception failure) when (failure is TimeoutException or OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            stop.ThrowIfCancellationRequested();
            // Who still holds the other ends of these pipes is not ours to wait for.
            return new(null, output.IsCompleted ? output.Result : "", errors.IsCompleted ? errors.Result : "");
        }
    }

    private static Process Start(string program, IEnumerable<string> arguments, string? folder)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "",
        };
        // QEMU's messages are read by us: they must be in one language.
        start.Environment["LC_ALL"] = "C";
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            throw new SmolException("can't be started: " + failure.Message, program, cause: failure);
        }
    }
}
