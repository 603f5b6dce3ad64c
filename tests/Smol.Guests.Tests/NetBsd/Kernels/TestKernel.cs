using System.Buffers.Binary;
using System.Text;

namespace Smol.Guests.Tests.NetBsd.Kernels;

/// <summary>
/// Makes small NetBSD kernels with an <c>ioconf.c</c> (<c>sys/device.h</c>) in them, by the tables of the System V gABI, chapter 4.
/// The whole file up to the symbols is one segment.
/// </summary>
public sealed class TestKernel(bool is64, bool isNetBsd7 = false)
{
    public const uint PvhEntry = 0x104a8450;

    private readonly List<byte> _bytes = [];
    private readonly Dictionary<string, ulong> _texts = [];
    private readonly List<(string Name, ulong Address, int Size)> _symbols = [];

    public static IReadOnlyList<TestDevice> Devices { get; } =
    [
        new("ld", "ld_virtio", 0, 2, "virtio", "virtio"), new("com", "com_isa", 0, 0, "isa", "isa"), new("com", "com_isa", 1, 0, "isa", "isa", 0),
        new("virtio", "mmio_cmdline", 0, 2, "pv", "pv"), new("vioif", "vioif", 0, 2, "virtio", "virtio"), new("mainbus", "mainbus", 0, 0, null),
        new("isa", "isa", 0, 0, "isabus", "mainbus"), new("pv", "pv", 0, 2, "pvbus"),
    ];

    /// <summary>The attributes that the drivers carry.</summary>
    public IReadOnlyDictionary<string, string[]> Attributes { get; init; } = new Dictionary<string, string[]>
    {
        ["mainbus"] = ["isabus", "pvbus"], ["pv"] = ["pv"], ["virtio"] = ["virtio"], ["isa"] = ["isa"],
    };

    /// <summary>More text in the kernel.</summary>
    public IReadOnlyList<string> Strings { get; init; } = [];

    /// <summary>More symbols in the kernel.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];

    public bool IsStripped { get; init; }

    /// <summary>Where <c>cfdata[]</c> begins in the last kernel that was built.</summary>
    public int TableOffset { get; private set; }

    public int EntrySize => 6 * Word;

    /// <summary>Where the byte of a device's state is.</summary>
    public int StateOffset(int index) => TableOffset + (index * EntrySize) + (2 * Word) + (isNetBsd7 ? 2 : 3);

    private int Word => is64 ? 8 : 4;

    private ulong Base => is64 ? 0xffffffff80200000 : 0xc0100000;

    public byte[] Build(IReadOnlyList<TestDevice> devices)
    {
        _bytes.Clear();
        _texts.Clear();
        _symbols.Clear();
        _bytes.AddRange(new byte[HeaderSize + (2 * SegmentSize)]);
        int note = _bytes.Count;
        _bytes.AddRange([4, 0, 0, 0, 4, 0, 0, 0, 18, 0, 0, 0, .. "Xen\0"u8]);
        Int(PvhEntry);
        foreach (string text in Strings)
            Text(text);
        foreach (string symbol in Symbols)
            Mark(symbol, () => Pointer(0));
        AddTables(devices);
        int end = _bytes.Count;
        AddSections(note, end);
        return [.. _bytes];
    }

    private void AddTables(IReadOnlyList<TestDevice> devices)
    {
        ulong[] drivers = [.. devices.Select(device => device.Driver).Distinct().Select(AddDriver)];
        Mark("cfdriver_list_initial", () => Array.ForEach([.. drivers, 0ul], Pointer));
        ulong[] parents = [.. devices.Select(AddParent)];
        foreach (TestDevice device in devices)
            Text(device.Attachment);
        Align();
        TableOffset = _bytes.Count;
        Mark("cfdata", () =>
        {
            for (int index = 0; index < devices.Count; index++)
                AddDevice(devices[index], parents[index]);
            _bytes.AddRange(new byte[EntrySize]);
        });
        Mark("cfroots", () =>
        {
            for (int index = 0; index < devices.Count; index++)
            {
                if (devices[index].ParentAttribute is null)
                    Half((ushort)index);
            }
            Half(ushort.MaxValue);
        });
    }

    private ulong AddDriver(string name)
    {
        ulong text = Text(name);
        ulong attributes = Attributes.TryGetValue(name, out string[]? names) ? AddAttributes(names) : 0;
        Align();
        ulong address = Here;
        _bytes.AddRange(new byte[4 * Word]);
        Pointer(text);
        Int(1);
        Int(0);
        Pointer(attributes);
        return address;
    }

    private ulong AddAttributes(string[] names)
    {
        var places = new List<ulong>();
        foreach (string name in names)
        {
            ulong text = Text(name);
            Align();
            places.Add(Here);
            Pointer(text);
            Int(0);
        }
        Align();
        ulong address = Here;
        places.ForEach(Pointer);
        Pointer(0);
        return address;
    }

    private ulong AddParent(TestDevice device)
    {
        if (device.ParentAttribute is null)
            return 0;
        ulong attribute = Text(device.ParentAttribute);
        ulong driver = device.ParentDriver is null ? 0 : Text(device.ParentDriver);
        Align();
        ulong address = Here;
        Pointer(attribute);
        Pointer(driver);
        Int((uint)device.ParentUnit);
        return address;
    }

    private void AddDevice(TestDevice device, ulong parent)
    {
        Pointer(_texts[device.Driver]);
        Pointer(_texts[device.Attachment]);
        Int((uint)device.Unit | ((uint)device.State << (isNetBsd7 ? 16 : 24)));
        Align();
        Pointer(0);
        Int(0);
        Align();
        Pointer(parent);
    }

    private void AddSections(int note, int end)
    {
        byte[] names = [.. "\0.data\0.note.Xen\0.symtab\0.strtab\0.shstrtab\0"u8];
        byte[] symbolNames = [0, .. _symbols.SelectMany(symbol => Encoding.ASCII.GetBytes(symbol.Name + "\0"))];
        Align();
        int symbols = _bytes.Count;
        AddSymbols();
        int strings = _bytes.Count;
        _bytes.AddRange(symbolNames);
        int sectionNames = _bytes.Count;
        _bytes.AddRange(names);
        Align();
        int table = _bytes.Count;
        _bytes.AddRange(new byte[SectionSize]);
        Section(1, 1, 3, Base, 0, end, 0, 0);
        Section(7, 7, 2, Base + (ulong)note, note, 20, 0, 0);
        Section(17, IsStripped ? 1u : 2, 0, 0, symbols, strings - symbols, 4, SymbolSize);
        Section(25, 3, 0, 0, strings, symbolNames.Length, 0, 0);
        Section(33, 3, 0, 0, sectionNames, names.Length, 0, 0);
        WriteHeader(note, end, table);
    }

    private void AddSymbols()
    {
        _bytes.AddRange(new byte[SymbolSize]);
        int name = 1;
        foreach ((string text, ulong address, int size) in _symbols)
        {
            Int((uint)name);
            byte[] kind = [0x11, 0, 1, 0];
            if (is64)
                _bytes.AddRange(kind);
            Pointer(address);
            Pointer((ulong)size);
            if (!is64)
                _bytes.AddRange(kind);
            name += text.Length + 1;
        }
    }

    private void WriteHeader(int note, int end, int table)
    {
        List<byte> rest = [.. _bytes[(HeaderSize + (2 * SegmentSize))..]];
        _bytes.Clear();
        _bytes.AddRange([0x7f, .. "ELF"u8, (byte)(is64 ? 2 : 1), 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        Half(2);
        Half((ushort)(is64 ? 62 : 3));
        Int(1);
        Pointer(Base + 0x40);
        Pointer((ulong)HeaderSize);
        Pointer((ulong)table);
        Int(0);
        Array.ForEach([HeaderSize, SegmentSize, 2, SectionSize, 6, 5], value => Half((ushort)value));
        Segment(1, 0, end);
        Segment(4, note, 20);
        _bytes.AddRange(rest);
    }

    private int HeaderSize => is64 ? 64 : 52;

    private int SegmentSize => is64 ? 56 : 32;

    private int SectionSize => is64 ? 64 : 40;

    private int SymbolSize => is64 ? 24 : 16;

    private ulong Here => Base + (ulong)_bytes.Count;

    private void Segment(uint type, int offset, int size)
    {
        Int(type);
        if (is64)
            Int(6);
        Pointer((ulong)offset);
        Pointer(Base + (ulong)offset);
        Pointer((ulong)offset);
        Pointer((ulong)size);
        Pointer((ulong)size);
        if (!is64)
            Int(6);
        Pointer(4);
    }

    private void Section(uint name, uint type, uint flags, ulong address, int offset, int size, uint link, int entrySize)
    {
        Int(name);
        Int(type);
        Array.ForEach([flags, address, (ulong)offset, (ulong)size], Pointer);
        Int(link);
        Int(1);
        Pointer(4);
        Pointer((ulong)entrySize);
    }

    private void Mark(string symbol, Action add)
    {
        Align();
        ulong address = Here;
        int start = _bytes.Count;
        add();
        _symbols.Add((symbol, address, _bytes.Count - start));
    }

    private ulong Text(string text)
    {
        if (!_texts.TryGetValue(text, out ulong address))
        {
            _texts[text] = address = Here;
            _bytes.AddRange([.. Encoding.ASCII.GetBytes(text), 0]);
        }
        return address;
    }

    private void Align() => _bytes.AddRange(new byte[-_bytes.Count & (Word - 1)]);

    private void Half(ushort value) => _bytes.AddRange([(byte)value, (byte)(value >> 8)]);

    private void Int(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        _bytes.AddRange(bytes);
    }

    private void Pointer(ulong value)
    {
        Int((uint)value);
        if (is64)
            Int((uint)(value >> 32));
    }
}
