namespace Smol.Storage.Elf;

/// <summary>What a section holds: <c>sh_type</c> (<c>sys/exec_elf.h: SHT_*</c>). Other values are kept as numbers.</summary>
public enum ElfSectionType : uint
{
    /// <summary>An unused entry.</summary>
    None = 0,

    /// <summary>Bytes whose meaning is the program's.</summary>
    ProgramBits = 1,

    /// <summary>The symbols of a linker.</summary>
    SymbolTable = 2,

    /// <summary>Strings.</summary>
    StringTable = 3,

    /// <summary>Notes.</summary>
    Note = 7,

    /// <summary>Zeros that take no room in the file.</summary>
    NoBits = 8,

    /// <summary>The symbols of the dynamic linker.</summary>
    DynamicSymbolTable = 11,
}
