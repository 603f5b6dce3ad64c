namespace Smol.Building.Bills;

/// <summary>Something that an image is made of, or the image itself (SPDX 2.3, clause 7).</summary>
/// <param name="SpdxId">Its identifier in the document.</param>
/// <param name="Name">Its name.</param>
public sealed record SpdxPackage(string SpdxId, string Name)
{
    /// <summary>What SPDX writes where nothing is known.</summary>
    public const string Unknown = "NOASSERTION";

    /// <summary>Its version; null where it has none.</summary>
    public string? VersionInfo { get; init; }

    /// <summary>The name of the file that it came in; null for none.</summary>
    public string? PackageFileName { get; init; }

    /// <summary>Where it was fetched from.</summary>
    public string DownloadLocation { get; init; } = Unknown;

    /// <summary>Whether the document has its files.</summary>
    public bool FilesAnalyzed { get; init; }

    /// <summary>A digest over its files; null where they are not told.</summary>
    public SpdxVerificationCode? PackageVerificationCode { get; init; }

    /// <summary>The digests of the file that it came in; null where they are not known.</summary>
    public IReadOnlyList<SpdxChecksum>? Checksums { get; init; }

    /// <summary>The licence that was found.</summary>
    public string LicenseConcluded { get; init; } = Unknown;

    /// <summary>The licence that its makers name.</summary>
    public string LicenseDeclared { get; init; } = Unknown;

    /// <summary>Who has the copyright.</summary>
    public string CopyrightText { get; init; } = Unknown;

    /// <summary>What it is for: <c>OPERATING_SYSTEM</c>, <c>ARCHIVE</c>, …</summary>
    public string? PrimaryPackagePurpose { get; init; }

    /// <summary>What other catalogues call it; null for nothing.</summary>
    public IReadOnlyList<SpdxReference>? ExternalRefs { get; init; }

    /// <summary>What a reader should know; null for nothing.</summary>
    public string? Comment { get; init; }
}
