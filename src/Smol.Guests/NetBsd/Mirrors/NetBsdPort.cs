using Smol.Storage;

namespace Smol.Guests.NetBsd.Mirrors;

/// <summary>What mirrors call things on one of NetBSD's ports.</summary>
public sealed record NetBsdPort
{
    private static readonly NetBsdPort[] All =
    [
        new()
        {
            Name = "amd64", SetExtension = ".tar.xz", PackageMachine = "x86_64", PackagesVersion = "11.0", SmolKernel = "netbsd-SMOL",
            ReleaseKernel = "netbsd-MICROVM", LiveFolder = "images", LivePattern = "NetBSD-*-amd64-live.img.gz",
        },
        new()
        {
            Name = "i386", SetExtension = ".tgz", PackageMachine = "i386", PackagesVersion = "10.1", SmolKernel = "netbsd-SMOL386",
            ReleaseKernel = "netbsd-MICROVM", LiveFolder = "images", LivePattern = "NetBSD-*-i386-live.img.gz",
        },
        new()
        {
            Name = "evbarm-aarch64", SetExtension = ".tar.xz", PackageMachine = "aarch64", PackagesVersion = "10.1", SmolKernel = "netbsd-SMOL-aarch64.img",
            ReleaseKernel = "netbsd-GENERIC64.img", LiveFolder = "evbarm-aarch64/binary/gzimg", LivePattern = "arm64.img.gz",
        },
    ];

    /// <summary>The port, in NetBSD's word: <c>amd64</c>, <c>i386</c>, <c>evbarm-aarch64</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What the names of its sets end with.</summary>
    public required string SetExtension { get; init; }

    /// <summary>Its folder among pkgsrc's binary packages: what <c>uname -p</c> says.</summary>
    public required string PackageMachine { get; init; }

    /// <summary>The pkgsrc version that is taken when nothing names one.</summary>
    public required string PackagesVersion { get; init; }

    /// <summary>smolBSD's kernel for it.</summary>
    public required string SmolKernel { get; init; }

    /// <summary>The kernel of a NetBSD release that starts as a microVM; releases have it gzip-compressed.</summary>
    public required string ReleaseKernel { get; init; }

    /// <summary>The folder of a release's live images.</summary>
    public required string LiveFolder { get; init; }

    /// <summary>What a live image is called there; <c>*</c> stands for the release.</summary>
    public required string LivePattern { get; init; }

    /// <summary>The folder of its sets in a release.</summary>
    public string SetFolder => Name + "/binary/sets";

    /// <summary>The folder of its kernels in a release.</summary>
    public string KernelFolder => Name + "/binary/kernel";

    /// <summary>The port of that name.</summary>
    /// <exception cref="SmolException">There is none.</exception>
    public static NetBsdPort Get(string name) => All.FirstOrDefault(port => port.Name == name)
        ?? throw new SmolException("is not an architecture that NetBSD guests have here", name, "known are " + string.Join(", ", All.Select(port => port.Name)));
}
