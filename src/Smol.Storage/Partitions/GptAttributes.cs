namespace Smol.Storage.Partitions;

/// <summary>Attribute bits of a GPT partition (UEFI 2.10, 5.3.3; NetBSD <c>sys/sys/disklabel_gpt.h</c>).</summary>
[Flags]
public enum GptAttributes : ulong
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Legacy BIOS bootable: what <c>gptmbr.bin</c> looks for.</summary>
    BiosBoot = 1UL << 2,

    /// <summary>NetBSD's and FreeBSD's BOOTME: boot from this partition.</summary>
    BootMe = 1UL << 59,
}
