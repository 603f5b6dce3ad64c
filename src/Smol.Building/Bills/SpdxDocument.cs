namespace Smol.Building.Bills;

/// <summary>A bill of materials: a document of SPDX 2.3 (clause 6), with the names of its JSON schema.</summary>
/// <param name="Name">What it is of.</param>
/// <param name="DocumentNamespace">A URI that no other document has.</param>
/// <param name="CreationInfo">When and by what it was made.</param>
public sealed record SpdxDocument(string Name, string DocumentNamespace, SpdxCreation CreationInfo)
{
    /// <summary>The identifier of each document.</summary>
    public const string Id = "SPDXRef-DOCUMENT";

    /// <summary>The version of SPDX.</summary>
    public string SpdxVersion { get; init; } = "SPDX-2.3";

    /// <summary>The licence of the document itself, which SPDX lays down.</summary>
    public string DataLicense { get; init; } = "CC0-1.0";

    /// <summary>Its identifier.</summary>
    public string SpdxId { get; init; } = Id;

    /// <summary>What a reader should know; null for nothing.</summary>
    public string? Comment { get; init; }

    /// <summary>The image, and what it was made of.</summary>
    public required IReadOnlyList<SpdxPackage> Packages { get; init; }

    /// <summary>The files of the image; null where they are not told.</summary>
    public IReadOnlyList<SpdxFile>? Files { get; init; }

    /// <summary>How they belong together.</summary>
    public required IReadOnlyList<SpdxRelationship> Relationships { get; init; }
}
