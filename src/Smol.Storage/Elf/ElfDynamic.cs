using Smol.Storage.FileTrees;

namespace Smol.Storage.Elf;

/// <summary>What a program or library tells the dynamic linker (<c>sys/exec_elf.h: DT_*</c>).</summary>
/// <param name="Needed">The libraries that it needs (<c>DT_NEEDED</c>), in its order.</param>
/// <param name="SharedObjectName">The name by which others need it (<c>DT_SONAME</c>); null if it has none.</param>
/// <param name="RPath">Folders to search, colons between them (<c>DT_RPATH</c>); null if there are none.</param>
/// <param name="RunPath">Folders to search, colons between them (<c>DT_RUNPATH</c>); null if there are none.</param>
public sealed record ElfDynamic(IReadOnlyList<ByteString> Needed, ByteString? SharedObjectName, ByteString? RPath, ByteString? RunPath)
{
    /// <summary>Of a file that has nothing to tell the dynamic linker.</summary>
    public static ElfDynamic None { get; } = new([], null, null, null);
}
