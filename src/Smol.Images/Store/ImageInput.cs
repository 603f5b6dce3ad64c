namespace Smol.Images.Store;

/// <summary>Something that an image was made of.</summary>
/// <param name="Kind"><c>set</c>, <c>overlay</c> or <c>recipe</c>.</param>
/// <param name="Name">Its name, without a path of the host.</param>
/// <param name="Digest"><c>sha256:</c> and the digest of its bytes.</param>
public sealed record ImageInput(string Kind, string Name, string Digest);
