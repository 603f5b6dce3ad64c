using System.Text.Json;
using Smol.Guests.Tests.NetBsd.Packages;
using Smol.TestSupport;
using Smol.TestSupport.Mirrors;

namespace Smol.EndToEnd.Tests;

/// <summary>Bills of materials, and the other files that a build writes about its image.</summary>
public sealed class SbomTests : IDisposable
{
    private readonly SmolProgram _smol = new();
    private readonly TestRelease _release = new();
    private readonly TestMirror _site;

    public SbomTests()
    {
        Directory.CreateDirectory(_smol["service/web/etc"]);
        File.WriteAllText(_smol["service/web/etc/rc"], "#!/bin/sh\n");
        File.WriteAllText(_smol["service/web/options.mk"], "ADDPKGS=greet\nMINIMIZE=y\n");
        Directory.CreateDirectory(_smol["All"]);
        _site = new(_smol["All"]);
        File.WriteAllText(_smol["All/pkg_summary"], "PKGNAME=greet-1.0nb2\nDEPENDS=libgreet>=1\n\nPKGNAME=libgreet-2.0\n\n");
        Oracle.MustRun("gzip", _smol["All/pkg_summary"]);
        new PackageBuilder("greet-1.0nb2").Line("@pkgdep libgreet>=1").File("bin/greet", "hello").Write(_smol["All/greet-1.0nb2.tgz"]);
        new PackageBuilder("libgreet-2.0").File("lib/libgreet.so", "library").Write(_smol["All/libgreet-2.0.tgz"]);
        _smol.Environment["SOURCE_DATE_EPOCH"] = "1700000000";
    }

    public void Dispose()
    {
        _site.Dispose();
        _release.Dispose();
        _smol.Dispose();
    }

    [Fact]
    public void It_names_sets_and_packages_with_versions_places_and_digests()
    {
        Build();
        JsonElement bill = Read(_smol.MustRun("sbom", "web"));
        JsonElement[] packages = [.. bill.GetProperty("packages").EnumerateArray()];

        Assert.Equal("SPDX-2.3 CC0-1.0 SPDXRef-DOCUMENT", $"{bill.GetProperty("spdxVersion")} {bill.GetProperty("dataLicense")} {bill.GetProperty("SPDXID")}");
        Assert.Equal("2023-11-14T22:13:20Z", bill.GetProperty("creationInfo").GetProperty("created").GetString());
        Assert.Equal("web-amd64:latest", packages[0].GetProperty("name").GetString());
        JsonElement greet = Assert.Single(packages, package => package.GetProperty("name").GetString() == "greet");
        Assert.Equal("1.0nb2", greet.GetProperty("versionInfo").GetString());
        Assert.Equal($"{_site.Root}greet-1.0nb2.tgz", greet.GetProperty("downloadLocation").GetString());
        Assert.Equal(Oracle.MustRun("sha256sum", _smol["All/greet-1.0nb2.tgz"]).Split(' ')[0], greet.GetProperty("checksums")[0].GetProperty("checksumValue").GetString());
        Assert.StartsWith("pkg:generic/greet@1.0nb2?download_url=", greet.GetProperty("externalRefs")[0].GetProperty("referenceLocator").GetString(), StringComparison.Ordinal);
        Assert.Contains(packages, package => package.GetProperty("name").GetString() == "base" && package.GetProperty("primaryPackagePurpose").GetString() == "ARCHIVE");
        Assert.Contains(packages, package => package.GetProperty("name").GetString() == "libgreet");
        Assert.Equal(packages.Length, packages.Select(package => package.GetProperty("SPDXID").GetString()).Distinct().Count());
        Assert.Equal(packages.Length, bill.GetProperty("relationships").GetArrayLength());
    }

    [Fact]
    public void The_same_image_has_the_same_one_and_a_new_image_takes_the_old_one_away()
    {
        Build();
        string first = _smol.MustRun("sbom", "web");
        Build("--sbom", "again.json");
        Assert.Equal(first, _smol.MustRun("sbom", "web"));
        Assert.Equal(first, File.ReadAllText(_smol["again.json"]));

        File.WriteAllText(_smol["service/web/etc/rc"], "#!/bin/sh\n: other\n");
        Build();
        Assert.Single(Directory.GetFiles(Path.Combine(_smol.Home), "*.spdx.json", SearchOption.AllDirectories));
    }

    [Fact]
    public void With_files_it_has_their_digests_and_the_code_over_them()
    {
        Build();
        JsonElement bill = Read(_smol.MustRun("sbom", "--files", "web"));
        JsonElement[] files = [.. bill.GetProperty("files").EnumerateArray()];
        JsonElement greet = Assert.Single(files, file => file.GetProperty("fileName").GetString() == "./usr/pkg/bin/greet");
        File.WriteAllText(_smol["greet"], _smol.MustRun("image", "cat", "web:/usr/pkg/bin/greet"));

        Assert.Equal(Oracle.MustRun("sha1sum", _smol["greet"]).Split(' ')[0], Digest(greet, "SHA1"));
        Assert.Equal(Oracle.MustRun("sha256sum", _smol["greet"]).Split(' ')[0], Digest(greet, "SHA256"));
        File.WriteAllText(_smol["digests"], string.Join('\n', files.Select(file => Digest(file, "SHA1"))) + "\n");
        string code = Oracle.MustRun("sh", "-c", $"LC_ALL=C sort {_smol["digests"]} | tr -d '\\n' | sha1sum").Split(' ')[0];
        Assert.Equal(code, bill.GetProperty("packages")[0].GetProperty("packageVerificationCode").GetProperty("packageVerificationCodeValue").GetString());
        Assert.True(bill.GetProperty("packages")[0].GetProperty("filesAnalyzed").GetBoolean());
    }

    [Fact]
    public void An_image_that_is_made_from_another_has_its_materials_too()
    {
        Build();
        File.WriteAllText(_smol["derived.smol"], "FROM web\nCOPY derived.smol /\n");
        _smol.MustRun("build", "derived.smol");
        JsonElement bill = Read(_smol.MustRun("sbom", "derived"));
        string[] names = [.. bill.GetProperty("packages").EnumerateArray().Select(package => package.GetProperty("name").GetString()!)];

        Assert.Equal(["derived-amd64:latest", "web-amd64:latest", "base"], names[..3]);
        Assert.Contains("greet", names);
        Assert.Contains(bill.GetProperty("relationships").EnumerateArray(), relation =>
            relation.GetProperty("relationshipType").GetString() == "DESCENDANT_OF" && relation.GetProperty("relatedSpdxElement").GetString() == "SPDXRef-Package-1");
    }

    [Fact]
    public void A_build_writes_the_digest_and_what_it_made_where_it_is_told()
    {
        Build("--iidfile", "id", "--metadata-file", "metadata.json");
        JsonElement metadata = Read(File.ReadAllText(_smol["metadata.json"]));
        string? digest = Read(_smol.MustRun("inspect", "web"))[0].GetProperty("digest").GetString();

        Assert.Equal(digest, File.ReadAllText(_smol["id"]));
        Assert.Equal(digest, metadata.GetProperty("containerimage.digest").GetString());
        Assert.Equal("web-amd64:latest", metadata.GetProperty("image.name").GetString());

        File.WriteAllText(_smol["own.smol"], "FROM scratch\nLABEL smolbsd.guest=linux smolbsd.imgsize=16\nCOPY own.smol /\nCMD [\"/own\"]\n");
        _smol.MustRun("build", "own.smol", "--output", "own.img", "--iidfile", "id", "--metadata-file", "metadata.json", "--sbom", "own.spdx.json");
        Assert.Equal(_smol.MustRun("image", "digest", "own.img").Trim().Split(' ')[0], File.ReadAllText(_smol["id"]));
        Assert.Equal("/own", Read(File.ReadAllText(_smol["metadata.json"])).GetProperty("containerimage.config").GetProperty("Cmd")[0].GetString());
        Assert.Equal("own.img", Read(File.ReadAllText(_smol["own.spdx.json"])).GetProperty("name").GetString());
    }

    private void Build(params string[] more) => _smol.MustRun(["build", "web", "--mirror", _release.Folder, "--pkgsite", _site.Root, .. more]);

    private static string Digest(JsonElement file, string algorithm) =>
        file.GetProperty("checksums").EnumerateArray().Single(checksum => checksum.GetProperty("algorithm").GetString() == algorithm).GetProperty("checksumValue").GetString()!;

    private static JsonElement Read(string text)
    {
        using JsonDocument json = JsonDocument.Parse(text);
        return json.RootElement.Clone();
    }
}
