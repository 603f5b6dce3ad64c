using System.CommandLine;
using Smol.Building.Booting;
using Smol.Cli.Machines;
using Smol.Cli.Output;
using Smol.Guests;
using Smol.Guests.Linux;
using Smol.Machines.Consoles;
using Smol.Storage;

namespace Smol.Cli.Smolerfiles;

/// <summary>The options that say how guests run the RUN steps of a SMOLerfile.</summary>
internal sealed class BuildBootOptions
{
    private readonly Option<int?> _memory = new("--memory") { Description = "Memory of the guest that RUN steps and postinst scripts run in", HelpName = "MiB" };
    private readonly Option<int?> _cpus = new("--cpus") { Description = "Virtual CPUs of that guest", HelpName = "N" };
    private readonly Option<int> _timeout = new("--timeout") { Description = "How long one boot of that guest may take", HelpName = "SECONDS", DefaultValueFactory = static _ => 3600 };
    private readonly Option<int> _size = new("--build-size") { Description = "How much that guest may write beside what is there", HelpName = "MiB", DefaultValueFactory = static _ => 2048 };
    private readonly Option<string[]> _secrets = new("--secret") { Description = "A file for RUN --mount=type=secret, which is not in the image", HelpName = "id=NAME,src=FILE" };

    private readonly Option<bool> _debugShell = new("--debug-shell") { Description = "When a step has failed, open a shell in its guest, with its folder, user and environment" };

    /// <summary>Adds them to a command.</summary>
    public static BuildBootOptions AddTo(Command command)
    {
        var options = new BuildBootOptions();
        foreach (Option option in (Option[])[options._memory, options._cpus, options._timeout, options._size, options._secrets, options._debugShell])
            command.Add(option);
        return options;
    }

    /// <summary>What they say.</summary>
    /// <exception cref="SmolException">A secret's file is not there, or a number can't be.</exception>
    public BuildBootSettings Read(ParseResult parsed, SmolFolders folders) => new()
    {
        Host = ThisHost.Open(folders),
        FindKernel = (guest, architecture) => FindKernel(folders, guest, architecture),
        Steps = new(folders.Steps, TimeProvider.System),
        MemoryMiB = parsed.GetValue(_memory),
        Cpus = parsed.GetValue(_cpus),
        Timeout = TimeSpan.FromSeconds(Positive(parsed.GetValue(_timeout), "--timeout")),
        Headroom = (long)Positive(parsed.GetValue(_size), "--build-size") << 20,
        Secrets = ReadSecrets(parsed.GetValue(_secrets) ?? []),
        DebugShell = parsed.GetValue(_debugShell) ? new(StandardStreams.Input() ?? Stream.Null, StandardStreams.Output(), EnterShell) : null,
    };

    private static RawTerminal? EnterShell()
    {
        Screen.Say("smol: the step has failed; this is a shell in its guest, and 'exit' ends the build");
        return RawTerminal.Enter();
    }

    private static BootKernel FindKernel(SmolFolders folders, GuestKind guest, string architecture)
    {
        if (guest == GuestKind.Linux)
        {
            var packs = new KernelPacks(folders.Kernels);
            KernelPack pack = packs.Get(architecture, null);
            return new(packs.KernelPath(pack), packs.InitramfsPath(pack), Smol.Machines.ConsoleKind.Com);
        }
        string path = new NetBsdKernelFiles(folders).Find(architecture);
        return new(path, null, NetBsdKernelFiles.ConsoleOf(path));
    }

    private static int Positive(int number, string option) => number > 0 ? number : throw new SmolException($"'{number}' is too small", option);

    private static Dictionary<string, string> ReadSecrets(string[] given)
    {
        var secrets = new Dictionary<string, string>();
        foreach (string text in given)
        {
            Dictionary<string, string> parts = text.Split(',').Select(part => part.Split('=', 2)).Where(part => part.Length == 2).ToDictionary(part => part[0], part => part[1]);
            string? path = parts.GetValueOrDefault("src") ?? parts.GetValueOrDefault("source");
            if (!parts.TryGetValue("id", out string? id) || id.Length == 0 || id.Contains('/', StringComparison.Ordinal))
                throw new SmolException("has no name", $"--secret {text}", "a secret is given as id=NAME,src=FILE");
            path ??= id;
            if (!File.Exists(path))
                throw new SmolException("there is no such file", path, "a secret is given as id=NAME,src=FILE");
            secrets[id] = path;
        }
        return secrets;
    }
}
