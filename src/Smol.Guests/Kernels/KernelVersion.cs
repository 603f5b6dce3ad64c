using Smol.Storage.Elf;

namespace Smol.Guests.Kernels;

/// <summary>Which operating system a kernel is, and what it says of its version.</summary>
internal static class KernelVersion
{
    /// <summary>By NetBSD's identification note, then by the version strings that kernels begin with.</summary>
    public static (GuestKind? Guest, string? Version) Find(KernelImage image, ElfFile elf)
    {
        // NetBSD, sys/conf/newvers.sh: sccs[] is version[] after what(1)'s mark.
        string? netBsd = First(image, "@(#)NetBSD "u8.ToArray(), "NetBSD ") ?? First(image, "NetBSD "u8.ToArray(), "NetBSD ", IsRelease);
        if (elf.NetBsdVersion is not null || netBsd is not null)
            return (GuestKind.NetBsd, netBsd);
        string? linux = First(image, "Linux version "u8.ToArray(), "Linux version ");
        return linux is null ? (null, null) : (GuestKind.Linux, linux);
    }

    private static string? First(KernelImage image, byte[] prefix, string shown, Func<string, bool>? isVersion = null)
    {
        foreach (string run in KernelText.RunsAfter(image.Bytes, prefix))
        {
            if (isVersion is null || isVersion(run))
                return shown + run;
        }
        return null;
    }

    /// <summary><c>10.99.12 (MICROVM) #4: Sat Nov 21 …</c></summary>
    private static bool IsRelease(string text) => text.Length > 0 && char.IsAsciiDigit(text[0]) && text.Contains(" (", StringComparison.Ordinal);
}
