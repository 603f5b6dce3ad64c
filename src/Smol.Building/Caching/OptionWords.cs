using System.Globalization;
using Smol.Building.Recipes;

namespace Smol.Building.Caching;

/// <summary>What options say of an image, as words for a key.</summary>
internal static class OptionWords
{
    /// <summary>All of them, but what is in a key otherwise: sets and packages by their digests, the base image by its own.</summary>
    public static IEnumerable<string?> Of(ServiceOptions options) =>
    [
        options.Guest.ToString(), options.IsGuestSaid.ToString(), options.Architecture, options.Size.ToString(), options.Size.FreeBeside(1 << 30).ToString(CultureInfo.InvariantCulture),
        options.IsSizeSaid.ToString(), options.IsMinimized.ToString(), options.ReadOnly.ToString(), options.Filesystem, options.PackagesVersion, options.Release, options.Kernel,
        options.InstalledKernel, options.Memory?.ToString(CultureInfo.InvariantCulture), string.Join(' ', options.Ports), options.BiosBoot.ToString(), options.BiosConsole,
        options.BiosKernel, options.Smolify.ToString(), options.OnlyScript, options.FetchedScript?.ToString(),
    ];
}
