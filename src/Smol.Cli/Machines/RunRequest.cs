using System.Globalization;
using Smol.Cli.Options;
using Smol.Guests;
using Smol.Guests.Linux;
using Smol.Images;
using Smol.Images.Store;
using Smol.Machines;
using Smol.Machines.Host;
using Smol.Machines.Ports;
using Smol.Storage;

namespace Smol.Cli.Machines;

/// <summary>From a command line to the machine that it asks for.</summary>
/// <param name="line">The command line.</param>
/// <param name="folders">Where images and kernels are.</param>
internal sealed class RunRequest(Getopt line, SmolFolders folders)
{
    /// <exception cref="SmolException">Something in it is not understood, or the image or kernel is not there.</exception>
    public MachineSpec ToSpec()
    {
        if (line.Rest is not null)
            throw new SmolException("a command for the guest can't be given in this version", "--");
        if (line.Operands is not [string reference])
            throw new SmolException(line.Operands.Count == 0 ? "which image?" : "one image is enough: " + string.Join(' ', line.Operands), hint: "'smol run --help' shows what can be said");

        MachineSpec spec = WithImage(reference) with
        {
            Name = line.Last(RunOptions.Name),
            MemoryMiB = Number(RunOptions.Memory, 256),
            Cpus = Number(RunOptions.Cpus, 1),
            KernelArguments = [.. line.All(RunOptions.Append).SelectMany(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries))],
            Forwards = [.. line.All(RunOptions.Publish).SelectMany(PortForward.ParseList)],
            Variables = [.. Pairs(RunOptions.Variable).Select(pair => new GuestVariable(pair.Name, pair.Value))],
            Files = [.. Pairs(RunOptions.GuestFile).Select(pair => new GuestFile(pair.Name, pair.Value))],
            RemoveWhenStopped = line.Has(RunOptions.Remove),
            Accelerator = ReadAccelerator(),
            LogMax = (long)Number(RunOptions.LogMax, 16) << 20,
        };
        return spec.Guest == GuestKind.Linux ? WithLinuxKernel(spec) : WithNetBsdKernel(spec);
    }

    private MachineSpec WithImage(string reference)
    {
        if (reference.Contains('/', StringComparison.Ordinal) || reference.EndsWith(".img", StringComparison.Ordinal))
        {
            DiskInspection disk = DiskInspection.Of(reference);
            return new() { ImageReference = reference, ImagePath = reference, Partition = disk.Partition, Guest = disk.Guest ?? GuestKind.NetBsd, KernelPath = "" };
        }
        var store = new ImageStore(folders.Images, TimeProvider.System);
        ImageRecord image = store.Resolve(ImageName.Parse(reference), Host.Architecture);
        return new()
        {
            ImageReference = image.Name().ToString(),
            ImagePath = store.DiskPath(image),
            Partition = image.Partition,
            Guest = GuestWords.Parse(image.Guest),
            Architecture = ToMachine(image.Architecture),
            ReadOnly = image.ReadOnly,
            KernelPath = "",
        };
    }

    private static MachineArchitecture ToMachine(string architecture) => architecture switch
    {
        "amd64" => MachineArchitecture.Amd64,
        "i386" => MachineArchitecture.I386,
        _ => throw new SmolException($"machines of the architecture {architecture} can't be started in this version"),
    };

    private MachineSpec WithLinuxKernel(MachineSpec spec)
    {
        var packs = new KernelPacks(folders.Kernels);
        KernelPack pack = packs.Get("amd64", line.Last(RunOptions.Kernel));
        return spec with { KernelPath = packs.KernelPath(pack), InitrdPath = packs.InitramfsPath(pack) };
    }

    private MachineSpec WithNetBsdKernel(MachineSpec spec)
    {
        string path = line.Last(RunOptions.Kernel) ?? new NetBsdKernelFiles(folders).Find(spec.Architecture == MachineArchitecture.I386 ? "i386" : "amd64");
        return spec with { KernelPath = path, Console = NetBsdKernelFiles.ConsoleOf(path) };
    }

    private Accelerator? ReadAccelerator() => line.Last(RunOptions.Accelerator) switch
    {
        null => null,
        "kvm" => Accelerator.Kvm,
        "hvf" => Accelerator.Hvf,
        "tcg" => Accelerator.Tcg,
        string other => throw new SmolException($"'{other}' is not an accelerator", "--accel", "there are kvm, hvf and tcg"),
    };

    private int Number(string option, int otherwise)
    {
        if (line.Last(option) is not { } text)
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new SmolException($"'{text}' is not a number", $"--{option}");
    }

    private IEnumerable<(string Name, string Value)> Pairs(string option)
    {
        foreach (string pair in line.All(option))
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
                throw new SmolException($"'{pair}' has no name and value", $"--{option}", "it is given as NAME=VALUE");
            yield return (pair[..equals], pair[(equals + 1)..]);
        }
    }
}
