using System.Buffers.Binary;
using Smol.Guests.Kernels;
using Smol.Storage;
using Smol.Storage.Elf;

namespace Smol.Guests.NetBsd.Kernels;

/// <summary>
/// The devices that a NetBSD kernel is configured for, <c>cfdata[]</c> of its <c>ioconf.c</c> (config(1)). Each pointer, number
/// and padding of it is checked, and it is believed only when exactly one known layout fits all of them.
/// </summary>
public sealed class DeviceTable
{
    /// <summary>GENERIC has under 2,000 devices.</summary>
    private const int MostDevices = 16384;

    private DeviceTable(IReadOnlyList<ConfiguredDevice> devices, IReadOnlyList<ConfiguredDriver> drivers)
    {
        Devices = devices;
        Drivers = drivers;
    }

    /// <summary>The devices, in the table's order.</summary>
    public IReadOnlyList<ConfiguredDevice> Devices { get; }

    /// <summary>The drivers, in the order of the kernel's list of them.</summary>
    public IReadOnlyList<ConfiguredDriver> Drivers { get; }

    /// <summary>Reads and proves the table of a kernel.</summary>
    /// <exception cref="SmolException">The kernel has none, or one that can't be proved; the reason is in the problem.</exception>
    public static DeviceTable Read(KernelImage image)
    {
        if (image.Elf is not { } elf)
            throw Unproved("it is not an ELF file", image.Path);
        var memory = new KernelMemory(image, elf);
        ElfSymbol table = FindTable(elf, image.Path);
        IReadOnlyList<ConfiguredDriver> drivers = DriverList.TryRead(memory, elf.FindSymbol("cfdriver_list_initial"), out string problem)
            ?? throw Unproved(problem, image.Path);
        var reader = new DeviceTableReader(memory, table, drivers);

        string? reason = null;
        IReadOnlyList<ConfiguredDevice>? proved = null;
        foreach (DeviceLayout layout in DeviceLayout.Known(memory.WordSize))
        {
            if (reader.TryRead(layout, out string why) is not { } devices)
                reason ??= why;
            else if (proved is null)
                proved = devices;
            else
                throw Unproved("more than one layout fits it: no device of it has a '*' or is disabled", image.Path);
        }
        if (proved is null)
            throw Unproved(reason!, image.Path);
        CheckRoots(memory, elf, proved, image.Path);
        return new(proved, drivers);
    }

    internal static SmolException Unproved(string reason, string place) =>
        new($"its table of devices can't be proved: {reason}", place, "a NetBSD kernel with its symbols is needed, little-endian, of NetBSD 7 or later");

    private static ElfSymbol FindTable(ElfFile elf, string place)
    {
        ElfSymbol[] tables = [.. elf.SymbolsContaining("cfdata").Where(symbol => symbol.IsDefined && symbol.Name.Span.SequenceEqual("cfdata"u8))];
        return tables switch
        {
            [ElfSymbol table] when table.Size == 0 || table.Size > MostDevices * 48 => throw Unproved($"its symbol cfdata has a size of {table.Size} bytes", place),
            [ElfSymbol table] => table,
            [] => throw Unproved("it has no symbol cfdata", place),
            _ => throw Unproved("it has more than one symbol cfdata", place),
        };
    }

    /// <summary><c>cfroots[]</c>: shorts, the indexes of the devices without a parent, and -1.</summary>
    private static void CheckRoots(KernelMemory memory, ElfFile elf, IReadOnlyList<ConfiguredDevice> devices, string place)
    {
        int[] expected = [.. devices.Where(device => device.Parent is null).Select(device => device.Index), -1];
        ElfSymbol? roots = elf.FindSymbol("cfroots");
        int offset = roots is { IsDefined: true } symbol && symbol.Size == 2 * (ulong)expected.Length ? memory.Find(symbol.Value, symbol.Size) : -1;
        for (int index = 0; offset >= 0 && index < expected.Length; index++)
        {
            if (BinaryPrimitives.ReadInt16LittleEndian(memory.At(offset + (2 * index))) != expected[index])
                offset = -1;
        }
        if (offset < 0)
            throw Unproved("its list of roots (cfroots) does not name the devices without a parent", place);
    }
}
