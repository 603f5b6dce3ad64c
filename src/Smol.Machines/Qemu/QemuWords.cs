using System.Globalization;
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
        Accelerator.Nvmm => "nvmm",
        _ => "tcg",
    };

    /// <summary>A virtio device: on a PC it is on the PCI bus, else it is mapped into memory.</summary>
    /// <param name="spec">The machine.</param>
    /// <param name="kind"><c>blk</c>, <c>net</c> and so on.</param>
    public static string Virtio(MachineSpec spec, string kind) => $"virtio-{kind}-{(spec.BootsByBios ? "pci" : "device")}";

    /// <summary>A value inside an option that has commas between its parts: its own commas are doubled.</summary>
    public static string Escape(string value) => value.Replace(",", ",,", StringComparison.Ordinal);

    /// <summary>A number.</summary>
    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
