using Smol.Images.Records;

namespace Smol.Building.Bills;

/// <summary>A document of SPDX as JSON: the names of its schema, nothing for what is not known, UTF-8 as it is.</summary>
public sealed class SpdxText
{
    private readonly JsonText _json = new(isPlain: true);

    private SpdxText()
    {
    }

    /// <summary>A document as a file.</summary>
    public static byte[] Write(SpdxDocument document)
    {
        var text = new SpdxText();
        text.Add(document);
        return [.. text._json.ToUtf8(), (byte)'\n'];
    }

    private void Add(SpdxDocument document)
    {
        _json.WriteStartObject();
        _json.WriteString("spdxVersion", document.SpdxVersion);
        _json.WriteString("dataLicense", document.DataLicense);
        _json.WriteString("SPDXID", document.SpdxId);
        _json.WriteString("name", document.Name);
        _json.WriteString("documentNamespace", document.DocumentNamespace);
        _json.WriteStartObject("creationInfo");
        _json.WriteString("created", document.CreationInfo.Created);
        _json.WriteStartArray("creators");
        foreach (string creator in document.CreationInfo.Creators)
            _json.WriteStringValue(creator);
        _json.WriteEndArray();
        _json.WriteEndObject();
        AddKnown("comment", document.Comment);
        AddList("packages", document.Packages, Add);
        AddList("files", document.Files, Add);
        AddList("relationships", document.Relationships, Add);
        _json.WriteEndObject();
    }

    private void Add(SpdxPackage package)
    {
        _json.WriteString("SPDXID", package.SpdxId);
        _json.WriteString("name", package.Name);
        AddKnown("versionInfo", package.VersionInfo);
        AddKnown("packageFileName", package.PackageFileName);
        _json.WriteString("downloadLocation", package.DownloadLocation);
        _json.WriteBoolean("filesAnalyzed", package.FilesAnalyzed);
        if (package.PackageVerificationCode is { } code)
        {
            _json.WriteStartObject("packageVerificationCode");
            _json.WriteString("packageVerificationCodeValue", code.PackageVerificationCodeValue);
            _json.WriteEndObject();
        }
        AddList("checksums", package.Checksums, Add);
        _json.WriteString("licenseConcluded", package.LicenseConcluded);
        _json.WriteString("licenseDeclared", package.LicenseDeclared);
        _json.WriteString("copyrightText", package.CopyrightText);
        AddKnown("primaryPackagePurpose", package.PrimaryPackagePurpose);
        AddList("externalRefs", package.ExternalRefs, Add);
        AddKnown("comment", package.Comment);
    }

    private void Add(SpdxFile file)
    {
        _json.WriteString("SPDXID", file.SpdxId);
        _json.WriteString("fileName", file.FileName);
        AddList("checksums", file.Checksums, Add);
        _json.WriteString("licenseConcluded", file.LicenseConcluded);
        _json.WriteString("copyrightText", file.CopyrightText);
    }

    private void Add(SpdxChecksum checksum)
    {
        _json.WriteString("algorithm", checksum.Algorithm);
        _json.WriteString("checksumValue", checksum.ChecksumValue);
    }

    private void Add(SpdxReference reference)
    {
        _json.WriteString("referenceCategory", reference.ReferenceCategory);
        _json.WriteString("referenceType", reference.ReferenceType);
        _json.WriteString("referenceLocator", reference.ReferenceLocator);
    }

    private void Add(SpdxRelationship relationship)
    {
        _json.WriteString("spdxElementId", relationship.SpdxElementId);
        _json.WriteString("relationshipType", relationship.RelationshipType);
        _json.WriteString("relatedSpdxElement", relationship.RelatedSpdxElement);
    }

    private void AddKnown(string name, string? text)
    {
        if (text is not null)
            _json.WriteString(name, text);
    }

    private void AddList<T>(string name, IReadOnlyList<T>? items, Action<T> add) where T : class
    {
        if (items is null)
            return;
        _json.WriteStartArray(name);
        foreach (T item in items)
        {
            _json.WriteStartObject();
            add(item);
            _json.WriteEndObject();
        }
        _json.WriteEndArray();
    }
}
