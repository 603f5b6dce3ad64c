namespace Smol.Guests.NetBsd.Mirrors;

/// <summary>Where NetBSD's files are fetched from.</summary>
public sealed record MirrorPlaces
{
    /// <summary>The release that is taken when nothing names one.</summary>
    public const string DefaultRelease = "11";

    private const string Daily = "https://nycdn.netbsd.org/pub/NetBSD-daily/";

    /// <summary>What holds <c>ARCH/binary/sets</c> and <c>ARCH/binary/kernel</c>.</summary>
    public required MirrorPlace Release { get; init; }

    /// <summary>What holds smolBSD's kernels, with <c>NAME.sha256</c> beside each; null to take those of the release.</summary>
    public required MirrorPlace? Kernels { get; init; }

    /// <summary>What holds <c>pkg_summary.gz</c> and the packages.</summary>
    public required MirrorPlace Packages { get; init; }

    /// <summary>What holds the live images' folders.</summary>
    public required MirrorPlace Live { get; init; }

    /// <summary>The places that are usual, and those that a user names in their stead.</summary>
    /// <param name="port">The port.</param>
    /// <param name="release">NetBSD's release, as in <c>netbsd-11</c>; null for the default.</param>
    /// <param name="packagesVersion">The pkgsrc version, such as <c>11.0</c>; null for the port's own.</param>
    /// <param name="mirror">A mirror in place of the usual ones: for sets, kernels and live images; null for the usual ones.</param>
    /// <param name="kernels">Where smolBSD's kernels are; null for the usual place, or for the mirror's release kernels when that is named.</param>
    /// <param name="packages">What holds <c>pkg_summary</c>; null for the usual place.</param>
    /// <exception cref="Storage.SmolException">One of them is neither a URL nor a folder.</exception>
    public static MirrorPlaces For(NetBsdPort port, string? release = null, string? packagesVersion = null, string? mirror = null, string? kernels = null, string? packages = null)
    {
        MirrorPlace? named = Named(mirror);
        return new()
        {
            Release = named ?? MirrorPlace.Usual($"{Daily}netbsd-{release ?? DefaultRelease}/latest/"),
            Kernels = Named(kernels) ?? (named is null ? MirrorPlace.Usual("https://smolbsd.org/assets/") : null),
            Packages = Named(packages) ?? MirrorPlace.Usual($"https://cdn.netbsd.org/pub/pkgsrc/packages/NetBSD/{port.PackageMachine}/{packagesVersion ?? port.PackagesVersion}/All/"),
            Live = named ?? MirrorPlace.Usual(Daily + "HEAD/latest/"),
        };
    }

    private static MirrorPlace? Named(string? place) => place is null ? null : MirrorPlace.Parse(place);
}
