using Smol.Storage.FileTrees;

namespace Smol.Storage.DiskImages;

/// <summary>What a filesystem that was read holds.</summary>
/// <param name="Format">Which filesystem it is, as users call it: <c>ext2</c>.</param>
/// <param name="Label">The volume's label; empty when it has none.</param>
/// <param name="Tree">The files. Their content stays in the image and is read when it is asked for.</param>
/// <param name="Notices">What a user should know: that it was not cleanly unmounted, that something in it was left out.</param>
public sealed record FilesystemContents(string Format, ByteString Label, FileTree Tree, IReadOnlyList<string> Notices);
