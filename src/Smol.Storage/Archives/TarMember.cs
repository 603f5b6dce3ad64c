using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>A member of a tar archive, with what extended headers say about it already applied.</summary>
public readonly struct TarMember
{
    /// <summary>Its path as the archive has it: nobody has checked it for <c>..</c> or a leading slash.</summary>
    public ByteString Path { get; init; }

    /// <summary>What it is; null for a hard link, which is one more name of what <see cref="LinkTarget"/> names.</summary>
    public NodeKind? Kind { get; init; }

    /// <summary>Permissions, owner, time and BSD file flags. A hard link's are those of its node and to be ignored.</summary>
    public NodeAttributes Attributes { get; init; }

    /// <summary>Of a symbolic link: its text. Of a hard link: the path of an earlier member. Else empty.</summary>
    public ByteString LinkTarget { get; init; }

    /// <summary>Of a file: which bytes of the archive it is. Of a hard link: the same again, where the archive repeats it.</summary>
    public FileContent Content { get; init; }

    /// <summary>Of a device: which driver.</summary>
    public uint DeviceMajor { get; init; }

    /// <summary>Of a device: which unit.</summary>
    public uint DeviceMinor { get; init; }
}
