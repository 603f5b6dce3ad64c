using Smol.Building.Locking;
using Smol.Building.Recipes;
using Smol.Fetching;
using Smol.Fetching.Progress;
using Smol.Guests.NetBsd.Mirrors;
using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Building.Inputs;

/// <summary>Finds the kernel that a BIOS starts: a file, one of the user's kernels, or one of the release.</summary>
/// <param name="recipeFolder">Where to look for a path that is not there from the current folder on.</param>
/// <param name="kernels">The user's kernels.</param>
/// <param name="mirror">Where the release is.</param>
/// <param name="fetcher">Fetches from there.</param>
public sealed class KernelFinder(string recipeFolder, KernelFolder kernels, NetBsdMirror mirror, Fetcher fetcher)
{
    /// <summary>Finds it, and fetches it when it is not here.</summary>
    /// <param name="options">What the recipe wants: <c>--kernel</c> wins over <c>BIOSKERNEL</c>.</param>
    /// <param name="locks">The lock file: a kernel that it pins must be the same bytes.</param>
    /// <param name="progress">Is told how far the fetch is.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <exception cref="SmolException">It is nowhere, or can't be fetched.</exception>
    public async Task<FoundKernel> FindAsync(ServiceOptions options, InputLock locks, IProgress<FetchProgress>? progress, CancellationToken cancellation)
    {
        string kernel = options.InstalledKernel ?? options.BiosKernel;
        if (options.InstalledKernel is not null || kernel.Contains('/', StringComparison.Ordinal))
            return OnHost(FindPath(kernel));
        if (kernels.TryFind(mirror.Port, kernel) is { } own)
            return OnHost(own);
        Uri place = mirror.ReleaseKernelPlace(kernel);
        string name = NameOf(Path.GetFileName(place.LocalPath));
        FetchRequest request = locks.FindPin(LockedInput.Kernel, name, place) is { } pin
            ? LockedFetch.Of(pin, place)
            : (await mirror.ReleaseKernelAsync(kernel, cancellation).ConfigureAwait(false)).Request;
        FetchedFile file = await fetcher.FetchAsync(request, progress, cancellation).ConfigureAwait(false);
        return new(file.Path, new(LockedInput.Kernel, name, file.Size, file.Sha256, place));
    }

    private string FindPath(string path) =>
        new[] { path, Path.Combine(recipeFolder, path) }.FirstOrDefault(File.Exists) ?? throw new SmolException("there is no such kernel", path);

    private FoundKernel OnHost(string path) =>
        new(path, new(LockedInput.Kernel, NameOf(Path.GetFileName(path)), new FileInfo(path).Length, FileDigest.Sha256(path), null));

    private string NameOf(string file) => $"{mirror.Port.Name}/{file}";
}
