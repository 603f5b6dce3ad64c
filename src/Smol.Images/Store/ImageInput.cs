namespace Smol.Images.Store;

/// <summary>Something that an image was made of.</summary>
/// <param name="Kind"><c>set</c>, <c>folder</c>, <c>package</c>, <c>script</c>, <c>kernel</c> or <c>image</c>.</param>
/// <param name="Name">Its name, without a path of the host.</param>
/// <param name="Digest"><c>sha256:</c> and the digest of its bytes; an image has its own (<see cref="ImageRecord.Digest"/>).</param>
public sealed record ImageInput(string Kind, string Name, string Digest);
