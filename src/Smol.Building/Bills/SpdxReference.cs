namespace Smol.Building.Bills;

/// <summary>What another catalogue calls a package (SPDX 2.3, 7.21).</summary>
/// <param name="ReferenceCategory"><c>PACKAGE-MANAGER</c>.</param>
/// <param name="ReferenceType"><c>purl</c>.</param>
/// <param name="ReferenceLocator">The package URL.</param>
public sealed record SpdxReference(string ReferenceCategory, string ReferenceType, string ReferenceLocator)
{
    /// <summary>A package URL.</summary>
    public static SpdxReference Purl(string url) => new("PACKAGE-MANAGER", "purl", url);
}
