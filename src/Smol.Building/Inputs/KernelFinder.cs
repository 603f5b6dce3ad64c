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
        if (FindOnHost(options) is { } own)
            return OnHost(own);
        string kernel = options.BiosKernel;
        Uri place = mirror.ReleaseKernelPlace(kernel);
        string name = NameOf(Path.GetFileName(place.LocalPath));
        FetchRequest request = locks.FindPin(LockedInput.Kernel, name, place) is { } pin
            ? LockedFetch.Of(pin, place)
            : (await mirror.ReleaseKernelAsync(kernel, cancellation).ConfigureAwait(false)).Request;
        FetchedFile file = await fetcher.FetchAsync(request, progress, cancellation).ConfigureAwait(false);
        return new(file.Path, new(LockedInput.Kernel, name, file.Size, file.Sha256, place));
    }

    /// <summary>How to get it, as far as that is known without asking the mirror, and whether the lock file decides which bytes it is.</summary>
    /// <exception cref="SmolException">It is nowhere.</exception>
    internal (FetchRequest Request, bool IsPinned) Foresee(ServiceOptions options, InputLock locks)
    {
        if (FindOnHost(options) is { } own)
            return (new(own), false);
        Uri place = mirror.ReleaseKernelPlace(options.BiosKernel);
        return locks.FindPin(LockedInput.Kernel, NameOf(Path.GetFileName(place.LocalPath)), place) is { } pin
            ? (LockedFetch.Of(pin, place), true)
            : (new(place.IsFile ? place.LocalPath : place.AbsoluteUri), false);
    }

    private string? FindOnHost(ServiceOptions options)
    {
        string kernel = options.InstalledKernel ?? options.BiosKernel;
        return options.InstalledKernel is not null || kernel.Contains('/', StringComparison.Ordinal) ? FindPath(kernel) : kernels.TryFind(mirror.Port, kernel);
    }

    private string FindPath(string path) =>
        new[] { path, Path.Combine(recipeFolder, path) }.FirstOrDefault(File.Exists) ?? throw new SmolException("there is no such kernel", path);

    private FoundKernel OnHost(string path) =>
        new(path, new(LockedInput.Kernel, NameOf(Path.GetFileName(path)), new FileInfo(path).Length, FileDigest.Sha256(path), null));

    private string NameOf(string file) => $"{mirror.Port.Name}/{file}";
}
