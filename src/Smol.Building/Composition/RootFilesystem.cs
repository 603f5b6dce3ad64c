using Smol.Guests;
using Smol.Storage;
using Smol.Storage.DiskImages;
using Smol.Storage.Ext2;
using Smol.Storage.Ffs;

namespace Smol.Building.Composition;

/// <summary>The filesystem that a service's root becomes.</summary>
/// <param name="Format">Its format.</param>
/// <param name="MountType">What the guest's <c>fstab(5)</c> calls it.</param>
/// <param name="MountOptions">How the guest mounts it.</param>
public sealed record RootFilesystem(IFilesystemFormat Format, string MountType, string MountOptions)
{
    /// <summary>Decides it.</summary>
    /// <param name="guest">The guest.</param>
    /// <param name="name">The filesystem that the recipe asks for; when null, the guest's own.</param>
    /// <param name="readOnly">Whether the guest mounts it read-only.</param>
    /// <exception cref="SmolException">There is no such filesystem.</exception>
    public static RootFilesystem For(GuestKind guest, string? name, bool readOnly)
    {
        string access = readOnly ? "ro,noatime" : "rw,noatime";
        bool isLinux = guest == GuestKind.Linux;
        return FilesystemFormats.Get(name ?? (isLinux ? "ext2" : "ffs")) switch
        {
            Ext2Format ext2 => new(ext2 with { Devices = isLinux ? DeviceEncoding.Linux : DeviceEncoding.NetBsd }, isLinux ? "ext2" : "ext2fs", access),
            FfsFormat ffs when readOnly => new(ffs, isLinux ? "ufs" : "ffs", access),
            // The journal that NetBSD makes at the first mount needs its room.
            FfsFormat ffs => new(ffs with { KeepsRoomForLog = true }, isLinux ? "ufs" : "ffs", access + ",log"),
            IFilesystemFormat other => throw new SmolException($"no guest has its root on {other.Name}"),
        };
    }
}
