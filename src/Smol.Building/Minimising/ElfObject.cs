using Smol.Storage.Elf;
using Smol.Storage.FileTrees;

namespace Smol.Building.Minimising;

/// <summary>What matters of a program or library to who loads it.</summary>
/// <param name="Class">32 or 64 bit.</param>
/// <param name="Machine">The processor.</param>
/// <param name="Interpreter">The path of the dynamic linker; null when it names none.</param>
/// <param name="Dynamic">What it tells the dynamic linker.</param>
internal sealed record ElfObject(ElfClass Class, ElfMachine Machine, ByteString? Interpreter, ElfDynamic Dynamic)
{
    /// <summary>Whether one process can hold both.</summary>
    public bool GoesWith(ElfObject other) => Class == other.Class && Machine == other.Machine;
}
