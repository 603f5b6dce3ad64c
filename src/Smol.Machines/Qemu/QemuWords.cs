using Smol.Machines.Host;

namespace Smol.Machines.Qemu;

/// <summary>QEMU's words for what we have names for.</summary>
internal static class QemuWords
{
    /// <summary>The value of <c>-accel</c>.</summary>
    public static string Of(Accelerator accelerator) => accelerator switch
    {
        Accelerator.Kvm => "kvm",
        Accelerator.Hvf => "hvf",
        _ => "tcg",
    };

    /// <summary>
    /// The value of <c>-cpu</c>. NetBSD wants an invariant time stamp counter, and both guests an instruction for entropy.
    /// </summary>
    public static string Cpu(Accelerator accelerator) => accelerator == Accelerator.Tcg ? "qemu64,+rdrand" : "host,+invtsc";

    /// <summary>A value inside an option that has commas between its parts: its own commas are doubled.</summary>
    public static string Escape(string value) => value.Replace(",", ",,", StringComparison.Ordinal);
}
