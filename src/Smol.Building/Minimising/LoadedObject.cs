using Smol.Storage.FileTrees;

namespace Smol.Building.Minimising;

/// <summary>A program, or a library that was loaded for it.</summary>
/// <param name="Path">The path by which it was found; links may be on it.</param>
/// <param name="Node">The file.</param>
/// <param name="Elf">What is in it.</param>
/// <param name="By">Who needs it; null for the program.</param>
internal sealed record LoadedObject(TreePath Path, Node Node, ElfObject Elf, LoadedObject? By);
