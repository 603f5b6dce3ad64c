using System.Globalization;

namespace Smol.Guests.NetBsd.Kernels;

/// <summary>A device that a kernel is configured for: an entry of <c>cfdata[]</c> (<c>sys/device.h: struct cfdata</c>).</summary>
/// <param name="Index">Its number in the table, which is <c>userconf</c>'s too.</param>
/// <param name="Driver">The driver's name.</param>
/// <param name="Attachment">The name of the code that attaches it.</param>
/// <param name="Unit">Its unit number; of a <see cref="FindingState.Star"/>, the first that it takes.</param>
/// <param name="State">Whether it is looked for.</param>
/// <param name="Parent">What it attaches to; null for a root.</param>
/// <param name="StateOffset">Where the byte of its state is in the kernel.</param>
public sealed record ConfiguredDevice(int Index, string Driver, string Attachment, int Unit, FindingState State, ConfiguredParent? Parent, int StateOffset)
{
    /// <summary>As config(5) writes it: <c>com0</c>, <c>ld*</c>.</summary>
    public string Instance => State is FindingState.Star or FindingState.DisabledStar ? Driver + "*" : Driver + Unit.ToString(CultureInfo.InvariantCulture);

    /// <summary>What it attaches to, <c>root</c> included.</summary>
    public string At => Parent?.ToString() ?? "root";
}
