using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>A member of an ar(5) archive.</summary>
/// <param name="Name">Its name, without the padding and the slash that some writers end it with.</param>
/// <param name="Content">Its bytes.</param>
public readonly record struct ArMember(string Name, FileContent Content);
