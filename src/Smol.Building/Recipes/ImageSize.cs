namespace Smol.Building.Recipes;

/// <summary>How large an image is to be.</summary>
/// <param name="TotalMiB">The size of the whole image in MiB; null when it follows from what the image holds.</param>
/// <param name="HeadroomMiB">Free space in MiB beside what is used.</param>
/// <param name="HeadroomTenth">Whether a tenth of what is used is free besides.</param>
public sealed record ImageSize(int? TotalMiB, int HeadroomMiB, bool HeadroomTenth)
{
    /// <summary>Just what the tree needs.</summary>
    public static ImageSize ExactFit { get; } = new(null, 0, false);

    /// <summary>What the tree needs and a tenth more.</summary>
    public static ImageSize UsedPlusTenth { get; } = new(null, 0, true);

    /// <summary>That many MiB in all.</summary>
    public static ImageSize Fixed(int mib) => new(mib, 0, false);

    /// <summary>What the tree needs and that many MiB more.</summary>
    public static ImageSize UsedPlus(int mib) => new(null, mib, false);
}
