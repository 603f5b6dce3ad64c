using Smol.Guests.NetBsd.Kernels;

namespace Smol.Cli.Kernels;

/// <summary>A device as <c>smol kernel drivers</c> prints it.</summary>
/// <param name="Index">Its number, as userconf has it.</param>
/// <param name="Device"><c>com0</c>, <c>ld*</c>.</param>
/// <param name="Driver">The driver.</param>
/// <param name="Unit">The unit; of a <c>*</c>, the first.</param>
/// <param name="At">What it attaches to: <c>isa?</c>, <c>root</c>.</param>
/// <param name="Attribute">The interface attribute that it attaches by; null for a root.</param>
/// <param name="Attachment">The name of the code that attaches it.</param>
/// <param name="State">NetBSD's word: <c>NOTFOUND</c>, <c>FOUND</c>, <c>STAR</c>, <c>DSTAR</c>, <c>DNOTFOUND</c>.</param>
/// <param name="Enabled">Whether it is looked for.</param>
internal sealed record KernelDeviceRow(
    int Index, string Device, string Driver, int Unit, string At, string? Attribute, string Attachment, string State, bool Enabled)
{
    public static KernelDeviceRow Of(ConfiguredDevice device) => new(
        device.Index, device.Instance, device.Driver, device.Unit, device.At, device.Parent?.Attribute, device.Attachment, device.State.ToWord(), !device.State.IsDisabled());
}
