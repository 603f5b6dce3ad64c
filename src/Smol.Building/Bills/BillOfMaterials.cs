using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Smol.Guests.NetBsd.Packages;
using Smol.Images.Store;
using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Building.Bills;

/// <summary>Makes bills of materials of images. The same image has the same one.</summary>
public static class BillOfMaterials
{
    private const string Image = "SPDXRef-Image";
    private const long LastSecond = 253402300799; // of the year 9999

    /// <summary>The bill of an image.</summary>
    /// <param name="subject">The image.</param>
    /// <param name="hasFiles">Whether it has the image's files with their digests, for which all of them are read.</param>
    /// <exception cref="SmolException">A file can't be read.</exception>
    public static SpdxDocument Of(BillSubject subject, bool hasFiles = false)
    {
        IReadOnlyList<SpdxFile>? files = hasFiles ? FileBill.Of(subject.Tree) : null;
        (IReadOnlyList<InstalledPackage> installed, string? damage) = Installed(subject.Tree);
        Dictionary<string, ImageInput> archives = subject.Inputs.Where(input => input.Kind == "package").GroupBy(input => input.Name).ToDictionary(group => group.Key, group => group.First());
        var packages = new List<SpdxPackage>
        {
            new(Image, subject.Name)
            {
                PrimaryPackagePurpose = "OPERATING_SYSTEM",
                FilesAnalyzed = hasFiles,
                PackageVerificationCode = files is null ? null : FileBill.Code(files),
            },
        };
        var relationships = new List<SpdxRelationship> { new(SpdxDocument.Id, "DESCRIBES", Image) };
        foreach (ImageInput input in subject.Inputs.Where(input => input.Kind != "package").Distinct())
            Add(InputPackages.Of(NextId(packages), input), input.Kind switch { "image" => "DESCENDANT_OF", "script" => "GENERATED_FROM", _ => "CONTAINS" });
        foreach (InstalledPackage package in installed)
            Add(InputPackages.NetBsd(NextId(packages), package.Name.Base, package.Name.Version.ToString(), archives.GetValueOrDefault(package.Name.Full + ".tgz")), "CONTAINS");
        foreach (SpdxFile file in files ?? [])
            relationships.Add(new(Image, "CONTAINS", file.SpdxId));
        return new(subject.Name, Namespace(subject, packages), new(Time(subject.Time), ["Tool: smol"])) { Comment = damage, Packages = packages, Files = files, Relationships = relationships };

        void Add(SpdxPackage package, string relation)
        {
            packages.Add(package);
            relationships.Add(new(Image, relation, package.SpdxId));
        }
    }

    /// <summary>What a RUN step made of the database must not keep the image from being written.</summary>
    private static (IReadOnlyList<InstalledPackage> Packages, string? Damage) Installed(FileTree tree)
    {
        try
        {
            return ([.. PackageDatabase.Read(tree).Installed], null);
        }
        catch (SmolException failure)
        {
            return ([], $"The packages are not listed: {failure.Message}");
        }
    }

    private static string NextId(List<SpdxPackage> packages) => string.Create(CultureInfo.InvariantCulture, $"SPDXRef-Package-{packages.Count}");

    private static string Time(Timestamp time) =>
        DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(time.Seconds, 0, LastSecond)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A URI as SPDX recommends it for makers without a place of their own (6.5), with a UUID (RFC 9562, version 8) of what the document says.</summary>
    private static string Namespace(BillSubject subject, List<SpdxPackage> packages)
    {
        string said = string.Join('\n', [subject.Name, Time(subject.Time), packages[0].PackageVerificationCode?.PackageVerificationCodeValue ?? "", .. subject.Inputs.Select(input => input.Digest), .. packages.Select(package => $"{package.Name} {package.VersionInfo}")]);
        byte[] id = SHA256.HashData(Encoding.UTF8.GetBytes(said))[..16];
        id[6] = (byte)((id[6] & 0x0F) | 0x80);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return $"https://spdx.org/spdxdocs/{Uri.EscapeDataString(subject.Name.Replace(':', '-'))}-{new Guid(id, bigEndian: true)}";
    }
}
