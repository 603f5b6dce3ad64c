using Smol.Storage.FileTrees;

namespace Smol.Storage.Elf;

/// <summary>The linker's symbols, or the dynamic linker's where those were stripped.</summary>
internal sealed class ElfSymbolTable
{
    private readonly ElfBytes _bytes;
    private readonly byte[] _symbols;
    private readonly byte[] _names;
    private readonly int _entrySize;

    private ElfSymbolTable(ElfBytes bytes, byte[] symbols, byte[] names)
    {
        _bytes = bytes;
        _symbols = symbols;
        _names = names;
        _entrySize = bytes.Is64 ? 24 : 16;
    }

    public static ElfSymbolTable Read(ElfBytes bytes, IReadOnlyList<ElfSection> sections)
    {
        int index = IndexOf(sections, ElfSectionType.SymbolTable);
        if (index < 0)
            index = IndexOf(sections, ElfSectionType.DynamicSymbolTable);
        if (index < 0)
            return new(bytes, [], []);
        ElfSection table = sections[index];
        if (table.Link >= (uint)sections.Count)
            throw bytes.Malformed($"the names of its symbols should be in section {table.Link} of {sections.Count}");
        ElfSection names = sections[(int)table.Link];
        return new(bytes, bytes.Read(table.Offset, table.Size, "the symbol table"), bytes.Read(names.Offset, names.Size, "the names of the symbols"));
    }

    public ElfSymbol? Find(ByteString name)
    {
        var names = new ElfNames(_bytes, _names);
        ElfSymbol? wanted = null;
        for (int start = _entrySize; start + _entrySize <= _symbols.Length; start += _entrySize)
        {
            ReadOnlySpan<byte> entry = _symbols.AsSpan(start, _entrySize);
            if (!names.IsAt(_bytes.UInt32(entry), name.Span))
                continue;
            ElfSymbol symbol = Decode(entry, name);
            if (symbol.IsDefined)
                return symbol;
            wanted ??= symbol;
        }
        return wanted;
    }

    public IEnumerable<ElfSymbol> Containing(ByteString text)
    {
        var names = new ElfNames(_bytes, _names);
        // Entry 0 is a blank one (gABI chapter 4: STN_UNDEF).
        for (int start = _entrySize; start + _entrySize <= _symbols.Length; start += _entrySize)
        {
            ByteString name = names.At(_bytes.UInt32(_symbols.AsSpan(start)));
            if (name.Span.IndexOf(text.Span) >= 0)
                yield return Decode(_symbols.AsSpan(start, _entrySize), name);
        }
    }

    private static int IndexOf(IReadOnlyList<ElfSection> sections, ElfSectionType type)
    {
        int index = sections.Count - 1;
        while (index >= 0 && sections[index].Type != type)
            index--;
        return index;
    }

    /// <summary><c>Elf32_Sym</c> and <c>Elf64_Sym</c> have the same fields in different orders.</summary>
    private ElfSymbol Decode(ReadOnlySpan<byte> entry, ByteString name) => _bytes.Is64
        ? new(name, _bytes.Word(entry[8..]), _bytes.Word(entry[16..]), entry[4], _bytes.UInt16(entry[6..]))
        : new(name, _bytes.UInt32(entry[4..]), _bytes.UInt32(entry[8..]), entry[12], _bytes.UInt16(entry[14..]));
}
