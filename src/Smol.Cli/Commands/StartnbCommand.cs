using Smol.Cli.Machines;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Machines;
using Smol.Machines.Consoles;

namespace Smol.Cli.Commands;

/// <summary><c>smol startnb</c>: <c>smol run</c> for those who have scripts that call smolBSD's startnb.sh.</summary>
internal static class StartnbCommand
{
    public static int Run(string[] arguments)
    {
        Getopt line = Getopt.Parse(RunOptions.Table, arguments);
        if (line.Has(RunOptions.Help))
        {
            Screen.Print(RunOptions.ScriptHelpText);
            return 0;
        }
        Screen.IsPlain = line.Has(RunOptions.Plain);
        SmolFolders folders = SmolFolders.OfThisUser();
        var settings = new RunSettings(line);
        MachineSpec spec = new RunRequest(settings, folders, isScript: true).ToSpec();
        var words = new StartWords(line.Has(RunOptions.Plain));
        using var interruption = new Interruption();
        words.SayBefore(spec);
        if (RunCommand.IsDry(line))
            return RunCommand.PrintCommand(spec, folders, interruption.Token);

        using RunTiming? timing = RunTiming.Of(line);
        MachineHost host = ThisHost.Open(folders, timing);
        var link = new PidFileLink(settings.Service ?? ServiceOf(spec));
        host.List();
        link.Check();
        if (!line.Has(RunOptions.Detach))
            return Attached(new ForegroundRun(host, line, interruption, timing), spec, words, link);
        MachineStatus machine = host.RunDetachedAsync(spec, interruption.Token).GetAwaiter().GetResult();
        link.Make(machine);
        words.SaySockets(spec.Sockets, machine.Paths);
        if (spec.HasPty)
            Screen.Print(ConsolePty.PathAsync(machine, interruption.Token).GetAwaiter().GetResult());
        timing?.WaitAsync(host, machine, interruption.Token).GetAwaiter().GetResult();
        return 0;
    }

    private static int Attached(ForegroundRun run, MachineSpec spec, StartWords words, PidFileLink link)
    {
        try
        {
            return run.Run(spec, Started);
        }
        finally
        {
            link.Remove();
        }

        void Started(MachineStatus machine)
        {
            link.Make(machine);
            words.SaySockets(spec.Sockets, machine.Paths);
        }
    }

    /// <summary>The service that an image is of, by its name: <c>images/web-amd64.img</c> is <c>web</c>'s.</summary>
    private static string ServiceOf(MachineSpec spec)
    {
        string name = Path.GetFileName(spec.ImageReference).Split(':')[0];
        string stem = name.EndsWith(".img", StringComparison.Ordinal) ? name[..^".img".Length] : name;
        foreach (string architecture in (string[])["-amd64", "-i386", "-evbarm-aarch64"])
            if (stem.EndsWith(architecture, StringComparison.Ordinal))
                return stem[..^architecture.Length];
        return stem;
    }
}
