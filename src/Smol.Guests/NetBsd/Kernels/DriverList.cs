using Smol.Storage.Elf;

namespace Smol.Guests.NetBsd.Kernels;

/// <summary>Reads <c>cfdriver_list_initial[]</c>, the drivers that a kernel begins with.</summary>
internal static class DriverList
{
    private const int MostDrivers = 8192;
    private const int MostAttributes = 64;

    /// <summary>The drivers; null with the reason where the list is not whole.</summary>
    public static IReadOnlyList<ConfiguredDriver>? TryRead(KernelMemory memory, ElfSymbol? symbol, out string reason)
    {
        reason = "";
        int word = memory.WordSize;
        if (symbol is not { IsDefined: true } list)
            return Fail("it has no symbol cfdriver_list_initial", out reason);
        int start = list.Size == 0 || list.Size % (ulong)word != 0 || list.Size > MostDrivers * (ulong)word ? -1 : memory.Find(list.Value, list.Size);
        if (start < 0)
            return Fail("its list of drivers is not whole", out reason);
        int count = ((int)list.Size / word) - 1;
        var drivers = new List<ConfiguredDriver>(count);
        for (int index = 0; index < count; index++)
        {
            if (TryReadDriver(memory, memory.Pointer(start + (index * word))) is not { } driver)
                return Fail($"entry {index} of its list of drivers is no driver", out reason);
            drivers.Add(driver);
        }
        if (memory.Pointer(start + (count * word)) != 0)
            return Fail("its list of drivers has no end", out reason);
        return drivers.DistinctBy(driver => driver.Name).Count() == count ? drivers : Fail("its list of drivers names one twice", out reason);
    }

    /// <summary>
    /// <c>sys/device.h: struct cfdriver</c>: three pointers of lists and one to devices, all null before the kernel runs, the name,
    /// class and number of devices, the attributes.
    /// </summary>
    private static ConfiguredDriver? TryReadDriver(KernelMemory memory, ulong address)
    {
        int word = memory.WordSize;
        int offset = memory.Find(address, (ulong)((6 * word) + 8));
        if (offset < 0 || memory.Name(memory.Pointer(offset + (4 * word))) is not { } name)
            return null;
        if (memory.At(offset)[..(4 * word)].ContainsAnyExcept((byte)0))
            return null;
        ulong attributes = memory.Pointer(offset + (5 * word) + 8);
        return TryReadAttributes(memory, attributes) is { } names ? new(name, names) : null;
    }

    /// <summary>Pointers to <c>struct cfiattrdata</c>, whose first field is the name, and a null behind them.</summary>
    private static List<string>? TryReadAttributes(KernelMemory memory, ulong address)
    {
        int word = memory.WordSize;
        var names = new List<string>();
        for (; address != 0 && names.Count < MostAttributes; address += (ulong)word)
        {
            int entry = memory.Find(address, (ulong)word);
            if (entry < 0)
                return null;
            ulong attribute = memory.Pointer(entry);
            if (attribute == 0)
                return names;
            int place = memory.Find(attribute, (ulong)word);
            if (place < 0 || memory.Name(memory.Pointer(place)) is not { } name)
                return null;
            names.Add(name);
        }
        return address == 0 ? names : null;
    }

    private static IReadOnlyList<ConfiguredDriver>? Fail(string why, out string reason)
    {
        reason = why;
        return null;
    }
}
