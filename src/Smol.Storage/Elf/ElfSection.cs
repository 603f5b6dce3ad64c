using Smol.Storage.FileTrees;

namespace Smol.Storage.Elf;

/// <summary>A section header: a named piece of the file (<c>sys/exec_elf.h: Elf64_Shdr</c>).</summary>
/// <param name="Name">Its name; empty where the file has no table of names.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Flags"><c>sh_flags</c>.</param>
/// <param name="Address">Where it goes in memory, 0 if nowhere.</param>
/// <param name="Offset">Where its bytes begin in the file. As the file says it: not checked until they are read.</param>
/// <param name="Size">How many bytes it has.</param>
/// <param name="Link">The index of the section that it needs: a symbol table's strings, for one.</param>
/// <param name="Info"><c>sh_info</c>.</param>
/// <param name="Alignment">What its address is a multiple of.</param>
/// <param name="EntrySize">The size of an entry where it is a table.</param>
public readonly record struct ElfSection(
    ByteString Name,
    ElfSectionType Type,
    ulong Flags,
    ulong Address,
    ulong Offset,
    ulong Size,
    uint Link,
    uint Info,
    ulong Alignment,
    ulong EntrySize);
