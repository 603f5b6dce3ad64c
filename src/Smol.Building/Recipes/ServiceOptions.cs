using Smol.Guests;
using Smol.Machines.Ports;
using Smol.Storage.DiskImages;

namespace Smol.Building.Recipes;

/// <summary>What a service's <c>options.mk</c> and the command line say about its image.</summary>
public sealed record ServiceOptions
{
    /// <summary>The guest; <see cref="GuestKind.NetBsd"/> unless <c>GUEST=linux</c>.</summary>
    public required GuestKind Guest { get; init; }

    /// <summary>Whether the recipe says so itself; otherwise what its sets hold decides.</summary>
    public required bool IsGuestSaid { get; init; }

    /// <summary>The architecture, in NetBSD's words (<c>ARCH</c>).</summary>
    public required string Architecture { get; init; }

    /// <summary>The sets, in the order in which they are laid over each other: <c>SETS</c>, then <c>ADDSETS</c>.</summary>
    public required IReadOnlyList<string> Sets { get; init; }

    /// <summary>How large the image is: <c>IMGSIZE</c>, <c>MINIMIZE</c>, or just what the tree takes with <c>MOUNTRO</c>.</summary>
    public required FilesystemSize Size { get; init; }

    /// <summary>Whether the recipe says so itself; otherwise it is the usual size, and more where a base image is larger.</summary>
    public bool IsSizeSaid { get; init; }

    /// <summary>Whether the image is to hold no more than it needs (<c>MINIMIZE</c>).</summary>
    public required bool IsMinimized { get; init; }

    /// <summary>Whether the guest mounts its root read-only (<c>MOUNTRO</c>).</summary>
    public required bool ReadOnly { get; init; }

    /// <summary>The filesystem (<c>FS</c>): <c>ffs</c>, <c>ffs2</c> or <c>ext2</c>; null for the guest's own.</summary>
    public required string? Filesystem { get; init; }

    /// <summary>The pkgsrc version that the guest takes packages of (<c>PKGVERS</c>).</summary>
    public required string PackagesVersion { get; init; }

    /// <summary>The NetBSD packages, by name or pattern (<c>ADDPKGS</c>).</summary>
    public required IReadOnlyList<string> Packages { get; init; }

    /// <summary>The NetBSD release that sets and kernels are taken of (<c>VERS</c>).</summary>
    public required string Release { get; init; }

    /// <summary>The kernel that machines of the image start with (<c>KERNEL</c>); null for the guest's own.</summary>
    public required string? Kernel { get; init; }

    /// <summary>The file that becomes the image's <c>/netbsd</c>; null for none. No variable says it.</summary>
    public string? InstalledKernel { get; init; }

    /// <summary>The memory of machines of the image, in MiB (<c>MEM</c>); null for the usual.</summary>
    public required int? Memory { get; init; }

    /// <summary>What machines of the image publish (<c>PUBLISH</c>).</summary>
    public required IReadOnlyList<PortForward> Ports { get; init; }

    /// <summary>The virtual CPUs of a build boot (<c>BUILDCPUS</c>).</summary>
    public required int BuildCpus { get; init; }

    /// <summary>The memory of a build boot, in MiB (<c>BUILDMEM</c>).</summary>
    public required int BuildMemory { get; init; }

    /// <summary>Whether a BIOS can boot the image (<c>BIOSBOOT</c>).</summary>
    public required bool BiosBoot { get; init; }

    /// <summary>The console then (<c>BIOSCONSOLE</c>): <c>com0</c> or <c>pc</c>, among others.</summary>
    public required string BiosConsole { get; init; }

    /// <summary>The kernel then (<c>BIOSKERNEL</c>): one of the release, by name, or a file.</summary>
    public required string BiosKernel { get; init; }

    /// <summary>Whether drivers that a microVM has no use for are disabled in its kernel then (<c>SMOLIFY</c>).</summary>
    public required bool Smolify { get; init; }

    /// <summary>The image that this one is made from (<c>FROMIMG</c>): one of the store, or a disk image's file; null for none.</summary>
    public required string? BaseImage { get; init; }

    /// <summary>The tag of the image (<c>IMGTAG</c>), without its colon; null for none.</summary>
    public required string? ImageTag { get; init; }

    /// <summary>The only script of <c>postinst</c> that is run (<c>SVCIMG</c>), without <c>.sh</c>; null for all.</summary>
    public required string? OnlyScript { get; init; }

    /// <summary>A script that is fetched and run at the end (<c>CURLSH</c>), of the network or of this host; null for none.</summary>
    public required Uri? FetchedScript { get; init; }
}
