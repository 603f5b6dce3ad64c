using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Guests;
using Smol.Guests.Kernels;
using Smol.Guests.Linux;
using Smol.Machines;
using Smol.Machines.Host;
using Smol.Machines.Ports;
using Smol.Machines.Qemu;
using Smol.Machines.Restarts;
using Smol.Storage;

namespace Smol.Cli.Machines;

/// <summary>From a command line and a machine file to the machine that they ask for.</summary>
/// <param name="settings">The command line and the machine file.</param>
/// <param name="folders">Where images and kernels are.</param>
/// <param name="isScript">Whether startnb.sh's ways are followed: an image's file is written to, and the machine is gone when it stops.</param>
internal sealed class RunRequest(RunSettings settings, SmolFolders folders, bool isScript)
{
    // What service files of smolBSD leave their virtio ports to (see services/common/basicrc).
    private static readonly GuestVariable NoControl = new("SMOL_CONTROL", "none");

    /// <exception cref="SmolException">Something in it is not understood, or the image or kernel is not there.</exception>
    public MachineSpec ToSpec()
    {
        RunImage image = FindImage();
        int sockets = settings.Number(RunOptions.Sockets) ?? Math.Max(0, (settings.Number("", "max_ports") ?? 1) - 1);
        bool isBusy = isScript && sockets > 0;
        var spec = new MachineSpec
        {
            Name = settings.Last(RunOptions.Name),
            ImageReference = image.Reference,
            ImagePath = image.Path,
            Partition = "",
            Guest = GuestKind.NetBsd,
            KernelPath = "",
            ReadOnly = image.Record?.ReadOnly == true,
            MemoryMiB = settings.Mebibytes(RunOptions.Memory, "mem") ?? image.Record?.Machine?.MemoryMiB ?? 256,
            Cpus = settings.Number(RunOptions.Cpus, "cores") ?? 1,
            KernelArguments = [.. settings.All(RunOptions.Append, "append").SelectMany(text => text.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))],
            Variables = [.. Variables(), .. isBusy ? [NoControl] : Array.Empty<GuestVariable>()],
            Files = [.. Files()],
            Shares = [.. settings.All(RunOptions.Share, "share").Select(text => new MachineShare(WithoutSuffix(text.Value), IsReadOnly(text.Value)))],
            Drives = [.. settings.All(RunOptions.Drive, "drive2").Select(text => new MachineDrive(WithoutSuffix(text.Value), IsReadOnly(text.Value)))],
            Sockets = sockets,
            HasControlPort = !isBusy,
            QmpPort = settings.Number(RunOptions.QmpPort, "qmp_port"),
            GdbPort = settings.Number(RunOptions.GdbPort),
            QemuPath = settings.Key("QEMU"),
            QemuArguments = [.. settings.All(RunOptions.QemuArguments, "extra").SelectMany(text => ShellWords.Split(text.Value, text.Place))],
            RemoveWhenStopped = isScript || settings.Has(RunOptions.Remove),
            Restart = ReadRestart(),
            Vmm = ReadVmm(),
            Accelerator = ReadAccelerator(),
            StopSignal = (settings.Last(RunOptions.StopSignal) ?? image.Record?.Config?.StopSignal) is { } signal ? StopSignals.Parse(signal) : null,
            LogMax = (long)(settings.Number(RunOptions.LogMax) ?? 16) << 20,
            HasLogKeeper = ReadLogLimit(),
        };
        return WithKernel(WithConsole(WithNetwork(WithStorage(spec, image), image), image), image);
    }

    private RunImage FindImage()
    {
        IReadOnlyList<string> operands = settings.Line.Operands;
        if (operands.Count > 1 || (operands.Count == 1 && settings.Line.Has(RunOptions.Image)))
            throw new SmolException("one image is enough: " + string.Join(' ', [.. operands, .. settings.Line.All(RunOptions.Image)]), hint: "folders of the host are shared with '-w FOLDER'; what the guest is to run stands behind '--'");
        string architecture = settings.Key("ARCH") is { } wanted ? Word(Architecture(wanted)) : Host.Architecture;
        if ((operands is [string given] ? given : settings.Last(RunOptions.Image, "img")) is { } name)
            return RunImage.Find(name, architecture, folders, isScript);
        if (settings.Service is { } service)
            return RunImage.OfService(service, settings.Last("", "imgtag"), architecture, folders);
        return settings.Key("NBIMG") is { } image
            ? RunImage.Find(image, architecture, folders, isScript)
            : throw new SmolException("which image?", hint: $"'smol {(isScript ? "startnb" : "run")} --help' shows what can be said");
    }

    private MachineSpec WithStorage(MachineSpec spec, RunImage image)
    {
        string[] given = [.. new[] { RunOptions.SharedImage, RunOptions.Persist, RunOptions.Ephemeral, RunOptions.ReadOnly, RunOptions.RamDisk }.Where(settings.Line.Has)];
        if (given.Length > 1)
            throw new SmolException($"--{given[0]} and --{given[1]} exclude each other");
        string? choice = given is [string one] ? one : settings.Has("", "initrd") ? RunOptions.RamDisk : settings.Has("", "sharerw") ? RunOptions.SharedImage : null;
        if (image.Record is not null && choice == RunOptions.Persist)
            throw new SmolException("an image of the store never changes", image.Reference, "take a copy of it with 'smol image cp' or '--ephemeral', or leave out '--persist': a machine keeps what it writes until it is removed");
        if (image.Record is not null && choice == RunOptions.SharedImage && settings.Line.Has(RunOptions.SharedImage))
            Screen.Say("smol: images of the store never change: the machine writes to a file of its own, which any number of them can do");
        RootStorage otherwise = !isScript ? RootStorage.Overlay : image.Record is null ? RootStorage.Image : RootStorage.Ephemeral;
        return spec with
        {
            ReadOnly = spec.ReadOnly || choice == RunOptions.ReadOnly,
            Storage = choice switch
            {
                RunOptions.SharedImage => image.Record is null ? RootStorage.SharedImage : otherwise,
                RunOptions.Persist => RootStorage.Image,
                RunOptions.Ephemeral => RootStorage.Ephemeral,
                RunOptions.RamDisk => RootStorage.RamDisk,
                _ => otherwise,
            },
        };
    }

    private MachineSpec WithNetwork(MachineSpec spec, RunImage image)
    {
        NetworkChoice networks = NetworkChoice.Read(settings.Line.All(RunOptions.Network), folders);
        // A flag wins over the machine file, both ways.
        bool isCut = settings.Line.Has(RunOptions.NoNetwork) || networks.IsCut || (!settings.Line.Has(RunOptions.Publish) && settings.Has("", "nonet"));
        bool hasForwards = !isCut || settings.Line.Has(RunOptions.Publish);
        PortForward[] forwards = hasForwards ? [.. Published(image).SelectMany(PortForward.ParseList)] : [];
        return spec with
        {
            HasUserNetwork = !isCut,
            Forwards = hasForwards && settings.Has(RunOptions.PublishAll) ? [.. forwards, .. ExposedPorts.Forwards(image.Record, forwards)] : forwards,
            HasTap = settings.Has(RunOptions.Tap, "bridgenet"),
            Bridge = settings.Last(RunOptions.Bridge),
            Taps = networks.Taps,
            Networks = networks.Places,
        };
    }

    private IEnumerable<string> Published(RunImage image) =>
        settings.Has(RunOptions.Publish, "hostfwd") ? settings.All(RunOptions.Publish, "hostfwd").Select(text => text.Value) : image.Record?.Machine?.Ports ?? [];

    private MachineSpec WithConsole(MachineSpec spec, RunImage image)
    {
        bool isDetached = settings.Has(RunOptions.Detach);
        foreach (string option in (string[])[RunOptions.Serial, RunOptions.Pty])
            if (settings.Line.Has(option) && !isDetached)
                throw new SmolException("the console is this terminal, unless the machine is started in the background", $"--{option}", "add '-d', or leave it out");
        // In the foreground startnb.sh takes no notice of serial_port either, and use_pty is to have what a terminal here always has.
        int? serial = isDetached ? settings.Number(RunOptions.Serial, "serial_port") : null;
        return spec with { SerialPort = serial, HasPty = isDetached && serial is null && (settings.Has(RunOptions.Pty, "use_pty") || image.Record?.Machine?.UsesPty == true) };
    }

    private MachineSpec WithKernel(MachineSpec spec, RunImage image)
    {
        string? named = settings.Last(RunOptions.Kernel, "kernel") ?? settings.Key("KERNEL") ?? image.Record?.Machine?.Kernel;
        string? root = settings.Last(RunOptions.Root, "root");
        bool bootsByBios = settings.Has(RunOptions.Bios);
        (string partition, GuestKind guest) = image.Inspect(needsPartition: root is null && !bootsByBios && spec.Storage != RootStorage.RamDisk);
        MachineArchitecture architecture = ArchitectureOf(image, named);
        spec = spec with { Partition = partition, Guest = guest, Architecture = architecture, Root = root, BootsByBios = bootsByBios };
        if (bootsByBios)
            return named is null ? spec : throw new SmolException("a BIOS boots the kernel in the image", "--kernel", "leave out either '--bios' or '-k'");
        return guest == GuestKind.Linux ? WithLinuxKernel(spec, named) : WithNetBsdKernel(spec, named);
    }

    private MachineSpec WithLinuxKernel(MachineSpec spec, string? release)
    {
        var packs = new KernelPacks(folders.Kernels);
        KernelPack pack = packs.Get(Word(spec.Architecture), release);
        string partition = spec.Root switch
        {
            null => spec.Partition,
            ['N', 'A', 'M', 'E', '=', .. string name] => name,
            string other => throw new SmolException($"'{other}' is not 'NAME=PARTITION', which a Linux guest finds its root by", "--root"),
        };
        return spec with { KernelPath = packs.KernelPath(pack), InitrdPath = packs.InitramfsPath(pack), Partition = partition, Root = null };
    }

    private MachineSpec WithNetBsdKernel(MachineSpec spec, string? named)
    {
        string path = new NetBsdKernelFiles(folders).Find(Word(spec.Architecture), named);
        if (spec.Storage == RootStorage.RamDisk
            && KernelInspection.Of(KernelImage.Load(path)).Abilities.FirstOrDefault(ability => ability.Name.StartsWith("a RAM disk as root", StringComparison.Ordinal)) is { IsThere: false } missing)
            throw new SmolException($"this kernel can't have its root in a RAM disk: {missing.Evidence}", path, "leave out '-I', or take a kernel of smolBSD or of NetBSD 11");
        return spec with { KernelPath = path, Console = NetBsdKernelFiles.ConsoleOf(path) };
    }

    /// <summary>What the store says, or the user, or the kernel, or the image's name, in this order.</summary>
    private MachineArchitecture ArchitectureOf(RunImage image, string? kernel)
    {
        if (image.Record is not null)
            return Architecture(image.Record.Architecture);
        if (settings.Key("ARCH") is { } wanted)
            return Architecture(wanted);
        if (kernel is not null && File.Exists(kernel) && KernelFile.ArchitectureOf(kernel) is { } known)
            return known;
        string name = Path.GetFileName(image.Path);
        return name.Contains("aarch64", StringComparison.Ordinal) || name.Contains("arm64", StringComparison.Ordinal) ? MachineArchitecture.AArch64
            : name.Contains("i386", StringComparison.Ordinal) ? MachineArchitecture.I386
            : name.Contains("amd64", StringComparison.Ordinal) ? MachineArchitecture.Amd64
            : Architecture(Host.Architecture);
    }

    private static MachineArchitecture Architecture(string word) => word switch
    {
        "amd64" or "x86_64" => MachineArchitecture.Amd64,
        "i386" => MachineArchitecture.I386,
        "evbarm-aarch64" or "aarch64" or "arm64" => MachineArchitecture.AArch64,
        _ => throw new SmolException($"machines of the architecture {word} can't be started", hint: "there are amd64, i386 and evbarm-aarch64"),
    };

    private static string Word(MachineArchitecture architecture) => architecture switch
    {
        MachineArchitecture.AArch64 => "evbarm-aarch64",
        MachineArchitecture.I386 => "i386",
        _ => "amd64",
    };

    private bool ReadLogLimit() => settings.Last(RunOptions.LogLimit) switch
    {
        null or "soft" => false,
        "hard" => true,
        string other => throw new SmolException($"'{other}' is no way to limit a log", "--log-limit", "there are soft and hard"),
    };

    private VmmKind ReadVmm() => settings.Last(RunOptions.Vmm) switch
    {
        null or "qemu" => VmmKind.Qemu,
        "firecracker" => VmmKind.Firecracker,
        string other => throw new SmolException($"'{other}' is not a VMM", "--vmm", "there are qemu and firecracker"),
    };

    private Accelerator? ReadAccelerator() => (settings.Last(RunOptions.Accelerator) ?? settings.Key("QEMU_ACCEL")) switch
    {
        null => null,
        "kvm" => Accelerator.Kvm,
        "hvf" => Accelerator.Hvf,
        "nvmm" => Accelerator.Nvmm,
        "tcg" => Accelerator.Tcg,
        string other => throw new SmolException($"'{other}' is not an accelerator", "--accel", "there are kvm, hvf, nvmm and tcg"),
    };

    private RestartPolicy ReadRestart()
    {
        RestartPolicy policy = settings.Last(RunOptions.Restart) is { } text ? RestartPolicy.Parse(text) : default;
        return policy.When != RestartWhen.No && (isScript || settings.Has(RunOptions.Remove))
            ? throw new SmolException("a machine that is removed when it has stopped can't be started again", "--restart", isScript ? "'smol run' keeps machines" : "leave out '--rm'")
            : policy;
    }

    private IEnumerable<GuestVariable> Variables()
    {
        IEnumerable<NamedText> pairs =
            settings.All(RunOptions.Variables, "fwcfgvar").SelectMany(NamedValues.ParseList).Concat(settings.All(RunOptions.Variable).Select(NamedValues.Parse));
        foreach ((string name, string value) in pairs)
            yield return new(name, value);
        if (settings.Line.Rest is { Count: > 0 } command)
            yield return new("CMD", ShellWords.Join(command));
    }

    private IEnumerable<GuestFile> Files()
    {
        foreach ((string name, string path) in settings.All(RunOptions.GuestFiles, "fwcfgfile").SelectMany(NamedValues.ParseList))
            yield return new(name, path);
        foreach ((string name, string path) in settings.All(RunOptions.Secret).Select(NamedValues.Parse))
            yield return new(name, SecretFile.Check(path));
    }

    private static bool IsReadOnly(string text) => text.EndsWith(":ro", StringComparison.Ordinal);

    private static string WithoutSuffix(string text) => IsReadOnly(text) || text.EndsWith(":rw", StringComparison.Ordinal) ? text[..^3] : text;
}
