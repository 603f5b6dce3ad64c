using System.IO.Enumeration;
using Smol.Fetching;
using Smol.Guests.NetBsd.Packages;
using Smol.Storage;

namespace Smol.Guests.NetBsd.Mirrors;

/// <summary>Finds NetBSD's files on a mirror. What is small and says what there is, is fetched at once; the files themselves are the caller's to fetch.</summary>
/// <param name="port">The port whose files are wanted.</param>
/// <param name="places">Where they are.</param>
/// <param name="fetcher">Fetches the digests.</param>
public sealed class NetBsdMirror(NetBsdPort port, MirrorPlaces places, Fetcher fetcher)
{
    private static readonly string[] SetExtensions = [".tar.xz", ".tgz", ".tar.gz"];

    /// <summary>The port.</summary>
    public NetBsdPort Port => port;

    /// <summary>The port's binary packages.</summary>
    public PackageSite Packages { get; } = new(places.Packages, fetcher);

    /// <summary>The names of the release's sets, without what they end with.</summary>
    /// <exception cref="SmolException">The mirror can't be reached, or has no such release.</exception>
    public async Task<IReadOnlyList<string>> SetNamesAsync(CancellationToken cancellation)
    {
        ChecksumFile digests = await DigestsAsync(places.Release.At(port.SetFolder + "/SHA512"), cancellation).ConfigureAwait(false);
        return SetNames(digests);
    }

    /// <summary>Sets.</summary>
    /// <param name="sets">Their names, with or without what they end with.</param>
    /// <param name="cancellation">Ends the search early.</param>
    /// <returns>The sets, in that order.</returns>
    /// <exception cref="SmolException">The mirror can't be reached, or has no such set.</exception>
    public async Task<IReadOnlyList<MirrorFile>> SetsAsync(IReadOnlyList<string> sets, CancellationToken cancellation)
    {
        if (sets.Count == 0)
            return [];
        ChecksumFile digests = await DigestsAsync(places.Release.At(port.SetFolder + "/SHA512"), cancellation).ConfigureAwait(false);
        return [.. sets.Select(set => FindSet(set, digests))];
    }

    /// <summary>Sets, as far as they are known without asking the mirror: without digests where it was never asked for them.</summary>
    /// <param name="sets">Their names, with or without what they end with.</param>
    /// <returns>The sets, in that order.</returns>
    /// <exception cref="SmolException">What the mirror said before has no such set.</exception>
    public IReadOnlyList<MirrorFile> ForeseeSets(IReadOnlyList<string> sets)
    {
        string source = Source(places.Release.At(port.SetFolder + "/SHA512"));
        ChecksumFile? digests = fetcher.FindAtHand(new(source)) is { } known ? ChecksumFile.Read(known.Path, source) : null;
        return [.. sets.Select(set => digests is not null ? FindSet(set, digests) : Unchecked(set))];

        MirrorFile Unchecked(string set)
        {
            string name = WithoutExtension(set) + (Extension(set) ?? port.SetExtension);
            return new(name, new FetchRequest(Source(SetPlace(name))) { Name = name });
        }
    }

    /// <summary>The names that a set's file may have, and where it would be.</summary>
    /// <param name="set">Its name, with or without what it ends with.</param>
    public IEnumerable<(string Name, Uri Place)> SetCandidates(string set)
    {
        string plain = WithoutExtension(set);
        return SetExtensions.Select(extension => plain + extension).Prepend(plain + port.SetExtension).Prepend(set).Distinct().Select(name => (name, SetPlace(name)));
    }

    /// <summary>The kernel for microVMs: smolBSD's, or the release's own, gzip-compressed, where the places name no other.</summary>
    /// <exception cref="SmolException">The mirror can't be reached, or has no such kernel.</exception>
    public Task<MirrorFile> KernelAsync(CancellationToken cancellation) =>
        places.Kernels is null ? ReleaseKernelAsync(port.ReleaseKernel, cancellation) : SmolKernelAsync(places.Kernels, cancellation);

    /// <summary>A kernel of the release, gzip-compressed.</summary>
    /// <param name="kernel">Its name, such as <c>netbsd-GENERIC</c>.</param>
    /// <param name="cancellation">Ends the search early.</param>
    /// <exception cref="SmolException">The mirror can't be reached, or has no such kernel.</exception>
    public async Task<MirrorFile> ReleaseKernelAsync(string kernel, CancellationToken cancellation)
    {
        string name = kernel + ".gz";
        ChecksumFile digests = await DigestsAsync(places.Release.At(port.KernelFolder + "/SHA512"), cancellation).ConfigureAwait(false);
        return File(ReleaseKernelPlace(kernel), name, digests.Get(name), ContentKind.Gzip);
    }

    /// <summary>Where that would be.</summary>
    /// <param name="kernel">Its name, such as <c>netbsd-GENERIC</c>.</param>
    public Uri ReleaseKernelPlace(string kernel) => places.Release.At($"{port.KernelFolder}/{kernel}.gz");

    /// <summary>The newest live image, gzip-compressed.</summary>
    /// <exception cref="SmolException">The mirror can't be reached, or has none for the port.</exception>
    public async Task<MirrorFile> LiveImageAsync(CancellationToken cancellation)
    {
        ChecksumFile digests = await DigestsAsync(places.Live.At(port.LiveFolder + "/SHA512"), cancellation).ConfigureAwait(false);
        string name = digests.Names.LastOrDefault(name => FileSystemName.MatchesSimpleExpression(port.LivePattern, name, ignoreCase: false))
            ?? throw new SmolException($"has no live image for {port.Name}", places.Live.At(port.LiveFolder).ToString());
        return File(places.Live.At($"{port.LiveFolder}/{name}"), name, digests.Get(name), ContentKind.Gzip);
    }

    private Uri SetPlace(string name) => places.Release.At($"{port.SetFolder}/{name}");

    private MirrorFile FindSet(string set, ChecksumFile digests)
    {
        string name = SetCandidates(set).Select(candidate => candidate.Name).FirstOrDefault(digests.Has)
            ?? throw new SmolException($"has no set {set}", places.Release.At(port.SetFolder).ToString(), "it has " + string.Join(' ', SetNames(digests)));
        return File(SetPlace(name), name, digests.Get(name), ContentKind.Compressed);
    }

    private async Task<MirrorFile> SmolKernelAsync(MirrorPlace kernels, CancellationToken cancellation)
    {
        ChecksumFile digests = await DigestsAsync(kernels.At(port.SmolKernel + ".sha256"), cancellation).ConfigureAwait(false);
        return File(kernels.At(port.SmolKernel), port.SmolKernel, digests.Get(port.SmolKernel), null);
    }

    private async Task<ChecksumFile> DigestsAsync(Uri place, CancellationToken cancellation)
    {
        FetchedFile file = await fetcher.FetchAsync(new(Source(place)) { Kind = ContentKind.Text }, null, cancellation).ConfigureAwait(false);
        return ChecksumFile.Read(file.Path, file.Source);
    }

    private static MirrorFile File(Uri place, string name, Checksum checksum, ContentKind? kind) => new(name, new FetchRequest(Source(place))
    {
        Name = name,
        Kind = kind,
        Sha256 = checksum.Algorithm == ChecksumAlgorithm.Sha256 ? checksum.Hex : null,
        Sha512 = checksum.Algorithm == ChecksumAlgorithm.Sha512 ? checksum.Hex : null,
    });

    private static string Source(Uri place) => place.IsFile ? place.LocalPath : place.AbsoluteUri;

    private static string[] SetNames(ChecksumFile digests) => [.. digests.Names.Where(name => Extension(name) is not null).Select(WithoutExtension)];

    private static string WithoutExtension(string name) => Extension(name) is { } extension ? name[..^extension.Length] : name;

    private static string? Extension(string name) => SetExtensions.FirstOrDefault(extension => name.EndsWith(extension, StringComparison.Ordinal));
}
