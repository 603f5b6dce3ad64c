namespace Smol.Machines;

/// <summary>Where what a guest writes to its root goes.</summary>
public enum RootStorage
{
    /// <summary>To a file of the machine's own over the image, for as long as there is the machine.</summary>
    Overlay,

    /// <summary>To a file of the machine's own that is gone when the machine stops.</summary>
    Ephemeral,

    /// <summary>To the image itself, which nobody else may have open.</summary>
    Image,

    /// <summary>To the image itself, which others may write to at the same time: for filesystems that are made for that.</summary>
    SharedImage,

    /// <summary>Nowhere but to memory: the root is a RAM disk with the filesystem of the image.</summary>
    RamDisk,
}
