namespace Smol.Cli.Images;

/// <summary>An image that a build made.</summary>
/// <param name="Name">Its name in the store, or its file.</param>
/// <param name="Size">Its length in bytes, holes included.</param>
/// <param name="Filesystem">The word for its filesystem.</param>
/// <param name="Guest">The word for the guest that it holds.</param>
/// <param name="Digest">Its digest; that of a file is had by reading it.</param>
internal sealed record WrittenImage(string Name, long Size, string Filesystem, string Guest, Func<string> Digest);
