using Smol.Guests.NetBsd.Kernels;

namespace Smol.Cli.Kernels;

/// <summary>A changed device as <c>smol kernel smolify</c> prints it.</summary>
/// <param name="Device"><c>com0</c>, <c>ld*</c>.</param>
/// <param name="At">What it attaches to.</param>
/// <param name="From">Its state before.</param>
/// <param name="To">Its state now.</param>
/// <param name="Offset">Where the byte is in the kernel.</param>
internal sealed record KernelChangeRow(string Device, string At, string From, string To, int Offset)
{
    public static KernelChangeRow Of(StateChange change) => new(
        change.Device.Instance, change.Device.At, change.Device.State.ToWord(), change.State.ToWord(), change.Device.StateOffset);
}
