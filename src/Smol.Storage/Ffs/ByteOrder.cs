namespace Smol.Storage.Ffs;

/// <summary>The order in which a machine puts the bytes of a number on the disk.</summary>
public enum ByteOrder
{
    /// <summary>Least significant byte first: amd64, i386, aarch64.</summary>
    LittleEndian,

    /// <summary>Most significant byte first: sparc, macppc, m68k.</summary>
    BigEndian,
}
