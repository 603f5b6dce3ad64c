using Smol.Storage.FileTrees;

namespace Smol.Storage.Elf;

/// <summary>A symbol (<c>sys/exec_elf.h: Elf64_Sym</c>).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its address, or its offset in its section in a file that is not linked yet.</param>
/// <param name="Size">How many bytes it names, 0 if unknown.</param>
/// <param name="Info">Binding in the high four bits, type in the low four (<c>st_info</c>).</param>
/// <param name="Section">The index of its section; 0 where it is only wanted, not defined.</param>
public readonly record struct ElfSymbol(ByteString Name, ulong Value, ulong Size, byte Info, ushort Section)
{
    /// <summary>Whether this file defines it.</summary>
    public bool IsDefined => Section != 0;
}
