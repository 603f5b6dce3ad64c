using System.Buffers.Binary;
using Smol.Storage.Elf;

namespace Smol.Guests.NetBsd.Kernels;

/// <summary>Reads <c>cfdata[]</c> by a layout, if the table fits it.</summary>
internal sealed class DeviceTableReader(KernelMemory memory, ElfSymbol table, IReadOnlyList<ConfiguredDriver> drivers)
{
    /// <summary>
    /// Units fit a short in every layout: NetBSD 7 keeps them in one, and <c>userconf</c> still does. A larger one is the state of
    /// another layout.
    /// </summary>
    private const int MostUnit = short.MaxValue;

    private readonly HashSet<string> _names = [.. drivers.Select(driver => driver.Name)];

    /// <summary>The devices; null with the reason where the table does not fit.</summary>
    public IReadOnlyList<ConfiguredDevice>? TryRead(DeviceLayout layout, out string reason)
    {
        reason = "";
        int start = memory.Find(table.Value, table.Size);
        int count = (int)(table.Size / (ulong)layout.Size) - 1;
        if (table.Size % (ulong)layout.Size != 0 || count < 1)
            reason = $"its {table.Size} bytes are no multiple of the {layout.Size} of an entry";
        else if (start < 0)
            reason = "it is not in the file";
        else if (memory.At(start + (count * layout.Size))[..layout.Size].ContainsAnyExcept((byte)0))
            reason = "it has no end";
        var devices = new List<ConfiguredDevice>();
        for (int index = 0; reason.Length == 0 && index < count; index++)
        {
            string? problem = TryReadDevice(layout, index, start + (index * layout.Size), devices);
            if (problem is not null)
                reason = $"{problem} in entry {index}";
        }
        return reason.Length == 0 ? devices : null;
    }

    /// <summary>Adds the device at an offset; or says what is wrong with it.</summary>
    private string? TryReadDevice(DeviceLayout layout, int index, int offset, List<ConfiguredDevice> devices)
    {
        ReadOnlySpan<byte> entry = memory.At(offset)[..layout.Size];
        if (memory.Name(memory.Pointer(offset)) is not { } driver || !_names.Contains(driver))
            return "there is no driver of that name";
        if (memory.Name(memory.Pointer(offset + layout.AttachmentName)) is not { } attachment)
            return "the attachment has no name";
        uint both = BinaryPrimitives.ReadUInt32LittleEndian(entry[layout.Unit..]);
        int bits = 8 * layout.UnitSize;
        uint unit = both & ((1u << bits) - 1);
        uint state = both >> bits;
        if (unit > MostUnit)
            return $"the unit can't be {unit}";
        if (state > (uint)FindingState.DisabledNotFound)
            return $"the state can't be {state}";
        if (entry[layout.StateEnd..layout.Locators].ContainsAnyExcept((byte)0) || entry[layout.FlagsEnd..layout.Parent].ContainsAnyExcept((byte)0))
            return "the padding is not empty";
        ulong locators = memory.Pointer(offset + layout.Locators);
        if (locators != 0 && !memory.Has(locators))
            return "the locators are nowhere";
        ulong parentAddress = memory.Pointer(offset + layout.Parent);
        ConfiguredParent? parent = parentAddress == 0 ? null : TryReadParent(parentAddress);
        if (parentAddress != 0 && parent is null)
            return "the parent is not whole";
        devices.Add(new(index, driver, attachment, (int)unit, (FindingState)state, parent, offset + layout.State));
        return null;
    }

    /// <summary><c>sys/device.h: struct cfparent</c>: attribute, driver or null, unit.</summary>
    private ConfiguredParent? TryReadParent(ulong address)
    {
        int word = memory.WordSize;
        int offset = memory.Find(address, (ulong)((2 * word) + 4));
        if (offset < 0 || memory.Name(memory.Pointer(offset)) is not { } attribute)
            return null;
        ulong driverName = memory.Pointer(offset + word);
        string? driver = driverName == 0 ? null : memory.Name(driverName);
        int unit = BinaryPrimitives.ReadInt32LittleEndian(memory.At(offset + (2 * word)));
        return (driverName != 0 && driver is null) || unit is < -1 or > MostUnit ? null : new(attribute, driver, unit);
    }
}
