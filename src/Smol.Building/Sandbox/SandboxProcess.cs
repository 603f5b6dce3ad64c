using System.ComponentModel;
using System.Diagnostics;

namespace Smol.Building.Sandbox;

/// <summary>The process whose end is the end of all that runs in a sandbox.</summary>
internal sealed class SandboxProcess : IDisposable
{
    private readonly Process _process;

    private SandboxProcess(Process process) => _process = process;

    /// <summary>What it stages is written here.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>What it reports is read here.</summary>
    public Stream Reports => _process.StandardOutput.BaseStream;

    /// <summary>What the scripts print is read here.</summary>
    public Stream Output => _process.StandardError.BaseStream;

    /// <summary>Starts it; null when its program is not there.</summary>
    /// <param name="method">The way to get namespaces.</param>
    /// <param name="arguments">What runs in them.</param>
    /// <param name="options">What the environment is made of.</param>
    public static SandboxProcess? TryStart(SandboxMethod method, IEnumerable<string> arguments, PostinstOptions options)
    {
        var start = new ProcessStartInfo(method.Command[0], [.. method.Command.Skip(1), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        SandboxEnvironment.Fill(start.Environment, options, method.HasRange);
        try
        {
            return new(Process.Start(start)!);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Kills all that runs in it.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Waits for its end.</summary>
    public void WaitForEnd() => _process.WaitForExit();

    /// <inheritdoc/>
    public void Dispose() => _process.Dispose();
}
