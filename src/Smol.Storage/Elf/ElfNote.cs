using Smol.Storage.FileTrees;

namespace Smol.Storage.Elf;

/// <summary>A note: something that a vendor says about the file.</summary>
/// <param name="Name">Whose note it is, without the NULs at its end.</param>
/// <param name="Type">Which of that vendor's notes.</param>
/// <param name="Descriptor">What it says.</param>
public sealed record ElfNote(ByteString Name, uint Type, ReadOnlyMemory<byte> Descriptor);
