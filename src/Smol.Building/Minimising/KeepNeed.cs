using Smol.Storage.FileTrees;

namespace Smol.Building.Minimising;

/// <summary>Something that is needed and is nowhere in the image.</summary>
/// <param name="Name">Its name or path.</param>
/// <param name="By">Who needs it.</param>
internal readonly record struct KeepNeed(string Name, TreePath By);
