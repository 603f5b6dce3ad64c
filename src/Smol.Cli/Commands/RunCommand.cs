using Smol.Cli.Machines;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Machines;

namespace Smol.Cli.Commands;

/// <summary><c>smol run</c>: a machine from an image, in the foreground or detached.</summary>
internal static class RunCommand
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    public static int Run(string[] arguments)
    {
        Getopt line = Getopt.Parse(RunOptions.Table, arguments);
        if (line.Has(RunOptions.Help))
        {
            Screen.Print(RunOptions.HelpText);
            return 0;
        }
        SmolFolders folders = SmolFolders.OfThisUser();
        MachineSpec spec = new RunRequest(line, folders).ToSpec();
        MachineHost host = ThisHost.Open(folders);
        using var interruption = new Interruption();
        return line.Has(RunOptions.Detach) ? Detached(host, spec, interruption.Token) : Attached(host, spec, interruption.Token);
    }

    private static int Detached(MachineHost host, MachineSpec spec, CancellationToken stop)
    {
        Screen.Print(host.RunDetachedAsync(spec, stop).GetAwaiter().GetResult().Name);
        return 0;
    }

    private static int Attached(MachineHost host, MachineSpec spec, CancellationToken stop)
    {
        using Stream output = Console.OpenStandardOutput();
        using Stream input = Console.OpenStandardInput();
        RunOutcome outcome = host.RunAttachedAsync(spec, output, input, Grace, stop).GetAwaiter().GetResult();
        return outcome.StoppedBy is not null ? ExitCodes.Interrupted : outcome.ExitCode ?? 0;
    }
}
