using System.Globalization;
using Smol.Guests;
using Smol.Guests.Kernels;

namespace Smol.Cli.Kernels;

/// <summary>What <c>smol kernel inspect</c> prints.</summary>
/// <param name="Path">The file.</param>
/// <param name="Compression"><c>gzip</c>, <c>xz</c>, <c>zstd</c>; null where it is plain.</param>
/// <param name="Format"><c>ELF64</c>, <c>ELF32</c> or <c>bzImage</c>.</param>
/// <param name="Machine">The processor.</param>
/// <param name="Guest"><c>netbsd</c> or <c>linux</c>; null where the file does not say.</param>
/// <param name="Version">The version string.</param>
/// <param name="Entry">The ELF entry point.</param>
/// <param name="PvhEntry">The PVH entry point.</param>
/// <param name="Multiboot">The version of the Multiboot header.</param>
/// <param name="HasSymbols">Whether there are symbols.</param>
/// <param name="ConfigurationLines">How many lines of its config file are in it.</param>
/// <param name="Abilities">What a NetBSD kernel can do.</param>
/// <param name="Start">How <c>smol run</c> starts it.</param>
internal sealed record KernelRow(
    string Path, string? Compression, string Format, string Machine, string? Guest, string? Version, string? Entry, string? PvhEntry, int? Multiboot,
    bool HasSymbols, int ConfigurationLines, IReadOnlyList<KernelAbility> Abilities, KernelStart Start)
{
    public static KernelRow Of(KernelImage image)
    {
        KernelInspection kernel = KernelInspection.Of(image);
        return new(
            image.Path,
            kernel.Compression == Smol.Storage.Archives.Compression.None ? null : kernel.Compression.ToString().ToLowerInvariant(),
            kernel.Format,
            kernel.Machine,
            kernel.Guest?.ToWord(),
            kernel.Version,
            Address(kernel.Entry),
            Address(kernel.PvhEntry),
            kernel.Multiboot?.Version,
            kernel.HasSymbols,
            kernel.Configuration.Count,
            kernel.Abilities,
            KernelStart.Of(image, kernel));
    }

    /// <summary>The lines of the text form: what, and its value.</summary>
    public IEnumerable<IReadOnlyList<string>> Lines()
    {
        yield return ["file", Path + (Compression is null ? "" : $" ({Compression})")];
        yield return ["format", $"{Format}, {Machine}"];
        yield return ["guest", Guest ?? "unknown"];
        yield return ["version", Version ?? "unknown"];
        if (Entry is not null)
        {
            yield return ["entry", Entry];
            yield return ["PVH entry", PvhEntry ?? "none"];
            yield return ["multiboot", Multiboot is null ? "none" : string.Create(CultureInfo.InvariantCulture, $"version {Multiboot}")];
            yield return ["symbols", HasSymbols ? "yes" : "no"];
        }
        if (ConfigurationLines > 0)
            yield return ["config", string.Create(CultureInfo.InvariantCulture, $"{ConfigurationLines} lines; --config prints them")];
        foreach (KernelAbility ability in Abilities)
            yield return ["ability", $"{(ability.IsThere switch { true => "yes", false => "no", null => "unknown" })}: {ability.Name} ({ability.Evidence})"];
        yield return ["run says", Start.Arguments ?? "nothing"];
        foreach (string reason in Start.Reasons)
            yield return ["", reason];
    }

    private static string? Address(ulong? address) => address is { } value ? "0x" + value.ToString("x", CultureInfo.InvariantCulture) : null;
}
