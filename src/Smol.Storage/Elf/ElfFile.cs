using Smol.Storage.FileTrees;

namespace Smol.Storage.Elf;

/// <summary>
/// A kernel, program, library or module in the Executable and Linkable Format, 32 or 64 bit, either byte order
/// (System V gABI chapter 4; NetBSD <c>sys/exec_elf.h</c>). The headers are read at once, the rest when it is asked for.
/// Nothing that the file says of itself is trusted: what points outside of it is an error.
/// </summary>
public sealed class ElfFile
{
    private readonly ElfBytes _bytes;
    private readonly Lazy<IReadOnlyList<ElfNote>> _notes;
    private readonly Lazy<ElfDynamic> _dynamic;
    private readonly Lazy<ElfSymbolTable> _symbols;

    private ElfFile(ElfBytes bytes, in ElfHeader header)
    {
        _bytes = bytes;
        Class = bytes.Is64 ? ElfClass.Elf64 : ElfClass.Elf32;
        IsBigEndian = bytes.IsBigEndian;
        OperatingSystemAbi = header.OperatingSystemAbi;
        Type = header.Type;
        Machine = header.Machine;
        Entry = header.Entry;
        Sections = ElfTables.ReadSections(bytes, header);
        Segments = ElfTables.ReadSegments(bytes, header);
        _notes = new(() => ElfNotes.Read(_bytes, Segments, Sections));
        _dynamic = new(() => ElfDynamicReader.Read(_bytes, Segments));
        _symbols = new(() => ElfSymbolTable.Read(_bytes, Sections));
    }

    /// <summary>32 or 64 bit.</summary>
    public ElfClass Class { get; }

    /// <summary>Most significant byte first.</summary>
    public bool IsBigEndian { get; }

    /// <summary><c>e_ident[EI_OSABI]</c>: 0 System V (what NetBSD and Linux write), 2 NetBSD, 3 GNU.</summary>
    public byte OperatingSystemAbi { get; }

    /// <summary>What the file is for.</summary>
    public ElfType Type { get; }

    /// <summary>The processor.</summary>
    public ElfMachine Machine { get; }

    /// <summary>The address where it starts, 0 if it does not.</summary>
    public ulong Entry { get; }

    /// <summary>The program headers, in the file's order.</summary>
    public IReadOnlyList<ElfSegment> Segments { get; }

    /// <summary>The section headers, in the file's order; a stripped file may have none.</summary>
    public IReadOnlyList<ElfSection> Sections { get; }

    /// <summary>The notes of all note segments, and of the note sections that are in none.</summary>
    /// <exception cref="SmolException">They are malformed.</exception>
    public IReadOnlyList<ElfNote> Notes => _notes.Value;

    /// <summary>What the dynamic linker is told; <see cref="ElfDynamic.None"/> in a static program.</summary>
    /// <exception cref="SmolException">It is malformed.</exception>
    public ElfDynamic Dynamic => _dynamic.Value;

    /// <summary>The path of the dynamic linker (<c>PT_INTERP</c>); null in a static program and in a library.</summary>
    /// <exception cref="SmolException">It is malformed.</exception>
    public ByteString? Interpreter
    {
        get
        {
            foreach (ElfSegment segment in Segments)
            {
                if (segment.Type == ElfSegmentType.Interpreter)
                    return new ElfNames(_bytes, _bytes.Read(segment.Offset, segment.FileSize, "the path of the dynamic linker")).At(0);
            }
            return null;
        }
    }

    /// <summary>
    /// The NetBSD that it was linked for, as <c>__NetBSD_Version__</c> (<c>sys/param.h</c>: 1100000000 is 11.0);
    /// null where there is no NetBSD identification note (<c>sys/exec_elf.h: ELF_NOTE_TYPE_NETBSD_TAG</c>).
    /// </summary>
    public uint? NetBsdVersion => FindNote("NetBSD", 1) is { Descriptor.Length: >= 4 } note ? _bytes.UInt32(note.Descriptor.Span) : null;

    /// <summary>The oldest Linux that it runs on; null where there is no GNU ABI tag for Linux (<c>elf.h: NT_GNU_ABI_TAG, ELF_NOTE_OS_LINUX</c>).</summary>
    public Version? LinuxVersion
    {
        get
        {
            if (FindNote("GNU", 1) is not { Descriptor.Length: >= 16 } note || Part(0) != 0)
                return null;
            return new(Part(1), Part(2), Part(3));

            int Part(int index) => (int)(_bytes.UInt32(note.Descriptor.Span[(4 * index)..]) & int.MaxValue);
        }
    }

    /// <summary>Whether bytes begin as an ELF file does. Four are enough.</summary>
    public static bool HasMagic(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\u007fELF"u8);

    /// <summary>Reads the headers.</summary>
    /// <param name="content">The file.</param>
    /// <param name="place">What to call it in an error.</param>
    /// <exception cref="SmolException">It is not an ELF file, or its headers are malformed.</exception>
    public static ElfFile Read(FileContent content, string place)
    {
        ElfBytes bytes = ElfHeader.ReadIdentification(content, place);
        return new(bytes, ElfHeader.Read(bytes));
    }

    /// <summary>The first note of that name and type, or null.</summary>
    /// <exception cref="SmolException">The notes are malformed.</exception>
    public ElfNote? FindNote(string name, uint type)
    {
        ByteString wanted = ByteString.FromText(name);
        return Notes.FirstOrDefault(note => note.Type == type && note.Name == wanted);
    }

    /// <summary>The bytes of the first section of that name, or null if there is none. <c>.bss</c> and its like have none.</summary>
    /// <exception cref="SmolException">They are not in the file, or too many to make sense (over 64 MiB).</exception>
    public byte[]? FindSectionBytes(string name)
    {
        ByteString wanted = ByteString.FromText(name);
        foreach (ElfSection section in Sections)
        {
            if (section.Name == wanted && section.Type != ElfSectionType.None)
                return section.Type == ElfSectionType.NoBits ? [] : _bytes.Read(section.Offset, section.Size, $"section {name}");
        }
        return null;
    }

    /// <summary>The symbol of that name, one that is defined before one that is only wanted; null if there is none.</summary>
    /// <exception cref="SmolException">The symbol table is malformed.</exception>
    public ElfSymbol? FindSymbol(string name) => _symbols.Value.Find(ByteString.FromText(name));

    /// <summary>The symbols with that text anywhere in their names; all, for an empty text.</summary>
    /// <exception cref="SmolException">The symbol table is malformed.</exception>
    public IEnumerable<ElfSymbol> SymbolsContaining(string text) => _symbols.Value.Containing(ByteString.FromText(text));
}
