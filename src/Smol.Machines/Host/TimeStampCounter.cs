using System.Globalization;
using System.Runtime.Intrinsics.X86;

namespace Smol.Machines.Host;

/// <summary>
/// How fast the host's time stamp counter counts. A guest under TCG sees that counter as it is. Linux measures it against the
/// timer chip at boot, which fails on a loaded host, and without it waits for ever when it comes to the local APIC's timer
/// (arch/x86/kernel/apic/apic.c: calibrate_APIC_clock); so we tell it.
/// </summary>
internal static class TimeStampCounter
{
    /// <summary>Whether it counts at one rate in all states of the CPU (Intel SDM volume 2A, CPUID leaf 80000007H: EDX bit 8).</summary>
    public static bool IsInvariant() => X86Base.IsSupported && (uint)X86Base.CpuId(unchecked((int)0x80000000), 0).Eax >= 0x80000007
        && (X86Base.CpuId(unchecked((int)0x80000007), 0).Edx & (1 << 8)) != 0;

    /// <summary>The counter's rate in kHz, or null when nothing here knows it exactly.</summary>
    public static int? KiloHertzOfThisHost()
    {
        if (!X86Base.IsSupported)
            return null;
        (int highest, _, _, _) = X86Base.CpuId(0, 0);
        if (highest >= 0x15)
        {
            (int denominator, int numerator, int crystal, _) = X86Base.CpuId(0x15, 0);
            if (FromCrystal(denominator, numerator, crystal) is { } exact)
                return exact;
        }
        return FromCpuInfo(ReadOrEmpty("/proc/cpuinfo"), Directory.Exists("/sys/devices/system/cpu/cpu0/cpufreq"));
    }

    /// <summary>Intel SDM volume 2A, CPUID leaf 15H: the counter's rate is the crystal's times EBX/EAX.</summary>
    internal static int? FromCrystal(int denominator, int numerator, int crystalHertz) =>
        denominator > 0 && numerator > 0 && crystalHertz > 0 ? (int)((long)crystalHertz * numerator / denominator / 1000) : null;

    /// <summary>
    /// Where the clock can't be scaled, as in a virtual machine, Linux prints the counter's rate as <c>cpu MHz</c>
    /// (arch/x86/kernel/cpu/proc.c); elsewhere that is the speed of the moment.
    /// </summary>
    internal static int? FromCpuInfo(string cpuInfo, bool isScaled)
    {
        if (isScaled || !cpuInfo.Contains(" constant_tsc", StringComparison.Ordinal) || !cpuInfo.Contains(" hypervisor", StringComparison.Ordinal))
            return null;
        foreach (string line in cpuInfo.Split('\n'))
            if (line.StartsWith("cpu MHz", StringComparison.Ordinal)
                && double.TryParse(line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture, out double megaHertz)
                && megaHertz is > 100 and < 100_000)
                return (int)Math.Round(megaHertz * 1000);
        return null;
    }

    private static string ReadOrEmpty(string path) => File.Exists(path) ? File.ReadAllText(path) : "";
}
