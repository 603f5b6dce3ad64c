using Smol.Storage.FileTrees;

namespace Smol.Building.Minimising;

/// <summary>A library that is needed.</summary>
/// <param name="Name">The name by which it is asked for.</param>
/// <param name="By">Who asks.</param>
/// <param name="Found">The path by which it is found; null when it is nowhere.</param>
internal readonly record struct LibraryNeed(ByteString Name, TreePath By, TreePath? Found);
