namespace Smol.Storage.Elf;

/// <summary>The processor that an ELF file is for: <c>e_machine</c> (<c>sys/exec_elf.h: EM_*</c>). Other values are kept as numbers.</summary>
public enum ElfMachine
{
    /// <summary>Nothing said.</summary>
    None = 0,

    /// <summary>Intel 80386 and later, 32-bit.</summary>
    I386 = 3,

    /// <summary>ARM, 32-bit.</summary>
    Arm = 40,

    /// <summary>x86-64.</summary>
    Amd64 = 62,

    /// <summary>ARM, 64-bit.</summary>
    AArch64 = 183,

    /// <summary>RISC-V.</summary>
    RiscV = 243,
}
