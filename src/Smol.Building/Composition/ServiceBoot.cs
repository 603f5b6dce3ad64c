using Smol.Building.Recipes;
using Smol.Guests;
using Smol.Guests.Kernels;
using Smol.Guests.NetBsd.Booting;
using Smol.Guests.NetBsd.Kernels;
using Smol.Storage;
using Smol.Storage.DiskImages;
using Smol.Storage.Ffs;
using Smol.Storage.FileTrees;

namespace Smol.Building.Composition;

/// <summary>What makes a service's image start from a BIOS (<c>BIOSBOOT</c>): its kernel, its boot loader, and the code before its filesystem.</summary>
internal sealed class ServiceBoot
{
    /// <summary>What smolBSD's makefile keeps of a GENERIC kernel for <c>SMOLIFY</c>; no keyboard, and no disk but virtio's.</summary>
    private static readonly string[] KeptDrivers =
        ["mainbus", "cpu", "acpicpu", "ioapic", "pci", "isa", "pcdisplay", "wsdisplay", "com", "virtio", "ld", "vioif", "qemufwcfg"];

    private readonly ServiceOptions _options;
    private readonly FfsVersion _version;
    private readonly Timestamp _time;

    private ServiceBoot(ServiceOptions options, FfsVersion version, Timestamp time) => (_options, _version, _time) = (options, version, time);

    /// <summary>What is to be done for a service; null when no BIOS is to start it.</summary>
    /// <exception cref="SmolException">No BIOS can start such an image.</exception>
    public static ServiceBoot? For(ServiceRecipe recipe, GuestKind guest, IFilesystemFormat format, Timestamp time)
    {
        ServiceOptions options = recipe.Options;
        if (!options.BiosBoot)
        {
            return !options.Smolify ? null : throw new SmolException("SMOLIFY changes the kernel that a BIOS starts, and none does", recipe.Folder,
                "BIOSBOOT=y puts a kernel into the image; 'smol kernel smolify' changes one for smol run");
        }
        if (guest != GuestKind.NetBsd || options.Architecture is not ("amd64" or "i386"))
            throw new SmolException($"BIOSBOOT is for NetBSD on amd64 and i386, not for {guest.ToWord()} on {options.Architecture}", recipe.Folder);
        return format is FfsFormat ffs
            ? new(options, ffs.Version, time)
            : throw new SmolException($"BIOSBOOT needs FFS, and the filesystem is {format.Name}", recipe.Folder, "FS=ffs or FS=ffs2");
    }

    /// <summary>Puts the kernel into a tree.</summary>
    /// <param name="tree">The tree; it is changed.</param>
    /// <param name="path">The kernel's file.</param>
    /// <exception cref="SmolException">It is no kernel, or its devices can't be proved.</exception>
    public void AddKernelTo(FileTree tree, string path)
    {
        KernelImage image = KernelImage.Load(path);
        if (image.Elf is null)
            throw new SmolException("is not a NetBSD kernel", path);
        ReadOnlyMemory<byte> bytes = _options.Smolify ? Smolify(image) : image.Bytes;
        tree.Put(TreePath.FromText("netbsd"), new FileNode(new(0x1ED /* 0755 */, 0, 0, _time), FileContent.FromBytes(bytes)));
    }

    /// <summary>Puts the boot loader into a tree that is complete otherwise.</summary>
    /// <returns>What goes before the filesystem.</returns>
    /// <exception cref="SmolException">The tree lacks a part of it.</exception>
    public BootCode AddLoaderTo(FileTree tree) => BiosBoot.AddTo(tree, _version, BootConsole.Parse(_options.BiosConsole), _time);

    private static byte[] Smolify(KernelImage image)
    {
        DriverPattern[] keep = [.. KeptDrivers.Select(name => DriverPattern.Parse(name))];
        byte[] bytes = image.Bytes.ToArray();
        DeviceEdit.Smolify(DeviceTable.Read(image), keep, [], image.Path).ApplyTo(bytes);
        return bytes;
    }
}
