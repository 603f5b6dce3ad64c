using Smol.Storage.FileTrees;

namespace Smol.Building.Stages;

/// <summary>A stage as the step cache has it.</summary>
/// <param name="Next">The number of the first step that is still to be done.</param>
/// <param name="Tree">The tree after those before it.</param>
/// <param name="HasNewAccounts">Whether a NetBSD's hashed account files must still be made anew.</param>
internal sealed record CachedState(int Next, FileTree Tree, bool HasNewAccounts);
