using Smol.Images.Store;

namespace Smol.Building.Bills;

/// <summary>Inputs of an image as packages of SPDX.</summary>
internal static class InputPackages
{
    /// <summary>A NetBSD package of the image.</summary>
    /// <param name="id">Its identifier.</param>
    /// <param name="name">Its name without the version.</param>
    /// <param name="version">Its version.</param>
    /// <param name="input">The archive that it came in; null where it was installed by other means, such as a RUN step.</param>
    public static SpdxPackage NetBsd(string id, string name, string version, ImageInput? input) => Of(id, name, version, input) with
    {
        ExternalRefs = [SpdxReference.Purl($"pkg:generic/{Uri.EscapeDataString(name)}@{Uri.EscapeDataString(version)}{Qualifiers(input)}")],
    };

    /// <summary>A set, a Debian package, a kernel, a script, a folder, or the base image.</summary>
    public static SpdxPackage Of(string id, ImageInput input)
    {
        // NAME_VERSION_ARCH.deb, the colon of an epoch as %3a (dpkg-name(1), apt's cache)
        string[] parts = input.Name.EndsWith(".deb", StringComparison.Ordinal) ? Uri.UnescapeDataString(input.Name[..^".deb".Length]).Split('_') : [];
        if (parts is [var name, var version, var architecture])
        {
            return Of(id, name, version, input) with
            {
                ExternalRefs = [SpdxReference.Purl($"pkg:deb/debian/{Uri.EscapeDataString(name)}@{Uri.EscapeDataString(version)}?arch={Uri.EscapeDataString(architecture)}")],
            };
        }
        return Of(id, input.Kind == "set" ? SetName(input.Name) : input.Name, null, input) with
        {
            PrimaryPackagePurpose = input.Kind switch { "set" => "ARCHIVE", "image" or "kernel" => "OPERATING_SYSTEM", _ => "OTHER" },
        };
    }

    private static SpdxPackage Of(string id, string name, string? version, ImageInput? input) => new(id, name)
    {
        VersionInfo = version,
        PackageFileName = input is { Kind: "set" or "package" or "kernel" or "script" } ? input.Name : null,
        DownloadLocation = input?.Source ?? SpdxPackage.Unknown,
        Checksums = input?.Digest.StartsWith("sha256:", StringComparison.Ordinal) == true && input.Kind != "folder" ? [new("SHA256", input.Digest["sha256:".Length..])] : null,
        Comment = input is { Kind: "image" or "folder" } ? input.Digest : null,
    };

    private static string SetName(string file)
    {
        int end = file.IndexOf('.', StringComparison.Ordinal);
        return end > 0 ? file[..end] : file;
    }

    private static string Qualifiers(ImageInput? input) => input?.Source is { } source ? $"?download_url={Uri.EscapeDataString(source)}" : "";
}
