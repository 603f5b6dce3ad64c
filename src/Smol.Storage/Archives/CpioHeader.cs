namespace Smol.Storage.Archives;

/// <summary>The fields of a cpio header of which we say something, in the format's order.</summary>
internal readonly record struct CpioHeader(
    uint Inode, uint Mode, uint UserId, uint GroupId, uint LinkCount, uint Modified, uint Size, uint DeviceMajor, uint DeviceMinor);
