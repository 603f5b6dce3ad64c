namespace Smol.Building.Bills;

/// <summary>A file of an image (SPDX 2.3, clause 8).</summary>
/// <param name="SpdxId">Its identifier in the document.</param>
/// <param name="FileName">Its path, <c>./</c> being the image's root. Bytes that are not UTF-8 are <c>\xNN</c>.</param>
/// <param name="Checksums">Its SHA-1, which SPDX wants of each file, and its SHA-256.</param>
public sealed record SpdxFile(string SpdxId, string FileName, IReadOnlyList<SpdxChecksum> Checksums)
{
    /// <summary>The licence that was found.</summary>
    public string LicenseConcluded { get; init; } = SpdxPackage.Unknown;

    /// <summary>Who has the copyright.</summary>
    public string CopyrightText { get; init; } = SpdxPackage.Unknown;
}
