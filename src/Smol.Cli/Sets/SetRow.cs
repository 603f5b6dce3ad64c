namespace Smol.Cli.Sets;

/// <summary>A set that is at hand, as <c>--format json</c> prints it.</summary>
/// <param name="Name">What a recipe calls it.</param>
/// <param name="Path">The archive or package.</param>
/// <param name="Size">The file's length in bytes.</param>
/// <param name="UnpackedSize">How long its archive is when it is decompressed; null where that was not done yet.</param>
/// <param name="Members">How many members it has; null where that is not known yet.</param>
internal sealed record SetRow(string Name, string Path, long Size, long? UnpackedSize, int? Members);
