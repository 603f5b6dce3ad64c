namespace Smol.Storage.Elf;

/// <summary>The word size of an ELF file; the values are <c>e_ident[EI_CLASS]</c> (<c>sys/exec_elf.h: ELFCLASS*</c>).</summary>
public enum ElfClass
{
    /// <summary>No class: never in a file that was read.</summary>
    None = 0,

    /// <summary>32-bit.</summary>
    Elf32 = 1,

    /// <summary>64-bit.</summary>
    Elf64 = 2,
}
