namespace Smol.Storage.Elf;

/// <summary>What an ELF file is for: <c>e_type</c> (<c>sys/exec_elf.h: ET_*</c>). Other values are kept as numbers.</summary>
public enum ElfType
{
    /// <summary>Nothing said.</summary>
    None = 0,

    /// <summary>An object that a linker still has to place: also a kernel module.</summary>
    Relocatable = 1,

    /// <summary>A program at a fixed address, or a kernel.</summary>
    Executable = 2,

    /// <summary>A shared library, or a position-independent program.</summary>
    SharedObject = 3,

    /// <summary>A core dump.</summary>
    Core = 4,
}
