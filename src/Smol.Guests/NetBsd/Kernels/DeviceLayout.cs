namespace Smol.Guests.NetBsd.Kernels;

/// <summary>
/// Where the fields of <c>struct cfdata</c> are. The pointers have stayed, unit and state have not: <c>sys/sys/device.h</c>
/// of NetBSD 7.99.10 has two shorts, 1.185 (NetBSD 10) and 1.189 (10.99.12) have a bit field of 24 bits and a char.
/// </summary>
/// <param name="Name">What it is called in an error.</param>
/// <param name="WordSize">The size of a pointer.</param>
/// <param name="UnitSize">How many bytes <c>cf_unit</c> has, 2 or 3; <c>cf_fstate</c> has the rest of 4.</param>
internal sealed record DeviceLayout(string Name, int WordSize, int UnitSize)
{
    // cf_name is at the start.
    public int AttachmentName => WordSize;

    public int Unit => 2 * WordSize;

    public int State => Unit + UnitSize;

    /// <summary>The end of the four bytes of unit and state; on LP64 padding follows.</summary>
    public int StateEnd => Unit + 4;

    public int Locators => 3 * WordSize;

    public int Flags => 4 * WordSize;

    public int FlagsEnd => Flags + 4;

    public int Parent => 5 * WordSize;

    public int Size => 6 * WordSize;

    /// <summary>The known ones for a size of pointers, the newest first.</summary>
    public static IReadOnlyList<DeviceLayout> Known(int wordSize) =>
        [new("NetBSD 10", wordSize, UnitSize: 3), new("NetBSD 7", wordSize, UnitSize: 2)];
}
