namespace Smol.Storage.Elf;

/// <summary>A program header: a piece of the file and where it goes in memory (<c>sys/exec_elf.h: Elf64_Phdr</c>).</summary>
/// <param name="Type">What it holds.</param>
/// <param name="Flags"><c>p_flags</c>: 1 execute, 2 write, 4 read.</param>
/// <param name="Offset">Where its bytes begin in the file. As the file says it: not checked until they are read.</param>
/// <param name="VirtualAddress">Where it goes.</param>
/// <param name="PhysicalAddress">Where a loader without an MMU puts it: a kernel's place.</param>
/// <param name="FileSize">How many bytes it has in the file.</param>
/// <param name="MemorySize">How many bytes it has in memory; what the file lacks is zeros.</param>
/// <param name="Alignment">What its address is a multiple of.</param>
public readonly record struct ElfSegment(
    ElfSegmentType Type,
    uint Flags,
    ulong Offset,
    ulong VirtualAddress,
    ulong PhysicalAddress,
    ulong FileSize,
    ulong MemorySize,
    ulong Alignment);
