namespace Smol.Storage.Elf;

/// <summary>What a segment holds: <c>p_type</c> (<c>sys/exec_elf.h: PT_*</c>). Other values are kept as numbers.</summary>
public enum ElfSegmentType : uint
{
    /// <summary>An unused entry.</summary>
    None = 0,

    /// <summary>Bytes to be loaded into memory.</summary>
    Load = 1,

    /// <summary>What the dynamic linker needs.</summary>
    Dynamic = 2,

    /// <summary>The path of the dynamic linker.</summary>
    Interpreter = 3,

    /// <summary>Notes.</summary>
    Note = 4,
}
