using System.Security.Cryptography;
using Smol.Building.Caching;
using Smol.Building.Composition;
using Smol.Building.Recipes;
using Smol.Building.Recipes.Smolerfiles.Planning;
using Smol.Guests;
using Smol.Guests.NetBsd;
using Smol.Machines;
using Smol.Machines.Qemu;
using Smol.Storage;
using Smol.Storage.DiskImages;
using Smol.Storage.FileTrees;

namespace Smol.Building.Booting;

/// <summary>
/// Runs steps in a guest: a scratch image of the tree boots itself under a driver of ours, and the tree is read back from it. No builder image.
/// See docs/build-boot.md.
/// </summary>
/// <param name="settings">How.</param>
/// <param name="options">What the recipe says of memory and CPUs, and the architecture.</param>
/// <param name="time">The latest time of what the guest writes.</param>
/// <param name="progress">Told each step, and each line that steps print.</param>
public sealed class BuildBoot(BuildBootSettings settings, ServiceOptions options, Timestamp time, IProgress<string> progress) : IDisposable
{
    /// <summary>The name of the partition that a guest has its root in.</summary>
    public const string Partition = "buildroot";

    private readonly List<IDisposable> _images = [];

    /// <summary>Runs steps over a tree.</summary>
    /// <param name="tree">The tree; it is not changed.</param>
    /// <param name="guest">The guest in it.</param>
    /// <param name="steps">The steps, with their scripts.</param>
    /// <param name="hasNetwork">Whether they may reach the network.</param>
    /// <param name="layers">The files of the disk.</param>
    /// <param name="kept">Gets, for each number of steps after which the disk is kept, how many of these files make it.</param>
    /// <param name="cancellation">Ends the guest and the build.</param>
    /// <returns>The tree after the steps. Its files are read from the image that was booted, until this boot is disposed of.</returns>
    /// <exception cref="SmolException">A step failed, or the guest did not come to its end.</exception>
    public FileTree Run(FileTree tree, GuestKind guest, IReadOnlyList<BootStep> steps, bool hasNetwork, LayerFolder layers, IDictionary<int, int> kept, CancellationToken cancellation)
    {
        string nonce = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var pauses = new StepPauses(settings.Host, guest, layers, progress.Report);
        using var watch = new GuestWatch();
        using var deadline = new CancellationTokenSource();
        using ShellVisit? shell = settings.DebugShell is { } visitor ? new(visitor, StepOutput.MarkOf(nonce), () => deadline.CancelAfter(Timeout.Infinite), pauses.TypeAsync) : null;
        var output = new StepOutput(nonce, steps, progress, done => pauses.Take(done, steps[done - 1].Step is RunStep), watch) { Shell = shell, MakeRoom = pauses.EmptyLog };
        Write(layers.Base, tree, guest, steps, nonce, cancellation);
        deadline.CancelAfter(settings.Timeout);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellation, watch.Over);
        try
        {
            settings.Host.RunAttachedAsync(Spec(layers, guest, hasNetwork), output, pauses.Answers, TimeSpan.Zero, stop.Token, pauses.Begin).GetAwaiter().GetResult();
        }
        finally
        {
            pauses.EndAsync().GetAwaiter().GetResult();
            foreach ((int done, int count) in pauses.Kept)
                kept[done] = count;
        }
        cancellation.ThrowIfCancellationRequested();
        output.Complete();
        Check(output, steps, deadline.IsCancellationRequested);
        kept[steps.Count] = layers.Count;
        return Read(layers.Open(layers.Count), tree);
    }

    /// <summary>The tree of a disk as a step left it, without what is the build's own.</summary>
    /// <param name="disk">The disk; closed when this boot is disposed of.</param>
    /// <param name="before">A tree from before the boot.</param>
    /// <exception cref="SmolException">The disk is damaged.</exception>
    public FileTree Read(LayeredDisk disk, FileTree before)
    {
        OpenedDiskImage image;
        try
        {
            image = OpenedDiskImage.Open(disk, disk.Length, Partition);
        }
        catch
        {
            disk.Dispose();
            throw;
        }
        _images.Add(image);
        FileTree after = image.Read().Tree;
        BootTree.Clean(after, before, time);
        return after;
    }

    /// <summary>Writes a tree as the disk that a boot of these steps would leave, but with nothing on it of what they deleted.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tree">The tree.</param>
    /// <param name="guest">The guest in it.</param>
    /// <exception cref="SmolException">It can't be written.</exception>
    public void WriteAnew(string path, FileTree tree, GuestKind guest) =>
        DiskImageWriter.Write(path, tree, RootFilesystem.For(guest, options.Filesystem, readOnly: true).Format, new() { PartitionName = Partition, Time = time });

    /// <summary>Closes the disks.</summary>
    public void Dispose() => _images.ForEach(image => image.Dispose());

    private void Write(string path, FileTree tree, GuestKind guest, IReadOnlyList<BootStep> steps, string nonce, CancellationToken cancellation)
    {
        // A journal would need its room, and nothing of this image is kept.
        RootFilesystem root = RootFilesystem.For(guest, options.Filesystem, readOnly: true);
        FileTree boot = BootTree.With(tree, steps, nonce, root.MountType, settings);
        if (guest == GuestKind.NetBsd)
            DeviceNodes.AddTo(boot, options.Architecture, time);
        var image = new DiskImageOptions { PartitionName = Partition, Size = FilesystemSize.UsedPlus(settings.Headroom), Time = time };
        DiskImageWriter.Write(path, boot, root.Format, image, cancellation);
    }

    private MachineSpec Spec(LayerFolder layers, GuestKind guest, bool hasNetwork)
    {
        BootKernel kernel = settings.FindKernel(guest, options.Architecture);
        return new()
        {
            Name = "build-" + layers.Name,
            ImageReference = layers.Base,
            ImagePath = layers.Base,
            Partition = Partition,
            Guest = guest,
            Architecture = options.Architecture switch { "i386" => MachineArchitecture.I386, "evbarm-aarch64" => MachineArchitecture.AArch64, _ => MachineArchitecture.Amd64 },
            KernelPath = kernel.KernelPath,
            InitrdPath = kernel.InitrdPath,
            Console = kernel.Console,
            KernelArguments = guest == GuestKind.Linux ? ["rw"] : [],
            MemoryMiB = settings.MemoryMiB ?? options.BuildMemory,
            Cpus = settings.Cpus ?? options.BuildCpus,
            HasUserNetwork = hasNetwork,
            Storage = RootStorage.Image,
            RemoveWhenStopped = true,
        };
    }

    private void Check(StepOutput output, IReadOnlyList<BootStep> steps, bool isLate)
    {
        string lines = output.LastLines.Count == 0 ? " and printed nothing" : $"; its last lines:\n{string.Join('\n', output.LastLines)}";
        string? hint = output.LastLines.Any(IsFull) ? $"the guest had {settings.Headroom >> 20} MiB to write to; '--build-size' gives it more" : null;
        if (output.Codes is [.., not 0 and int code] && !isLate)
            throw new SmolException($"ended with exit code {code}{lines}", Place(steps[output.Codes.Count - 1]), hint);
        if (output.Codes.Count == steps.Count && output.IsDone)
            return;
        if (output.Current is not { } current)
            throw new SmolException($"the guest did not come to the first step{(isLate ? $" within {settings.Timeout.TotalSeconds:0} s" : "")}; the console's last lines:\n{string.Join('\n', output.LastLines)}", Place(steps[0]));
        if (output.Codes.Count == steps.Count)
            throw new SmolException($"the guest did not come to a clean end after it; the console's last lines:\n{string.Join('\n', output.LastLines)}", Place(steps[^1]));
        string problem = isLate ? $"the guest still ran after {settings.Timeout.TotalSeconds:0} s" : GuestEnd.Reason(output.Panic is { } panic ? [panic, .. output.LastLines] : output.LastLines);
        throw new SmolException(problem + lines, Place(steps[Math.Min(current, steps.Count - 1)]), hint);
    }

    /// <summary>ENOSPC in the words of strerror(3), and of NetBSD's kernel.</summary>
    private static bool IsFull(string line) =>
        line.Contains("No space left on device", StringComparison.Ordinal) || line.Contains("file system full", StringComparison.Ordinal);

    private static string Place(BootStep step) => $"{step.Step.Span}: {step.Step.Text}";
}
