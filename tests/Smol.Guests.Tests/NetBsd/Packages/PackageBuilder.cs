using System.Diagnostics.CodeAnalysis;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Smol.Guests.Tests.NetBsd.Packages;

/// <summary>Makes a binary package as pkg_create(1) does: the files about it first, in their order, then its own in the order of the packing list.</summary>
public sealed class PackageBuilder
{
    private static readonly string[] MetadataOrder =
        ["+CONTENTS", "+COMMENT", "+DESC", "+INSTALL", "+DEINSTALL", "+DISPLAY", "+BUILD_VERSION", "+BUILD_INFO", "+SIZE_PKG", "+SIZE_ALL"];

    private readonly StringBuilder _contents = new();
    private readonly List<TarEntry> _files = [];

    public PackageBuilder(string name, string prefix = "/usr/pkg")
    {
        _contents.Append($"@comment Packaged by the tests\n@name {name}\n@cwd {prefix}\n");
        Metadata["+COMMENT"] = $"What {name} is\n";
        Metadata["+DESC"] = $"{name} is there\nto be installed.\n";
        Metadata["+BUILD_INFO"] = "BUILD_DATE=2026-01-02 03:04:05 +0000\nCATEGORIES=test\nLOCALBASE=/usr/pkg\nMACHINE_ARCH=x86_64\nOPSYS=NetBSD\nOS_VERSION=10.0\nPKGPATH=test/" + name + "\nPKGTOOLS_VERSION=20091115\n";
        Metadata["+BUILD_VERSION"] = "test/Makefile: $NetBSD$\n";
        Metadata["+SIZE_PKG"] = "1234\n";
        Metadata["+SIZE_ALL"] = "12345\n";
    }

    /// <summary>The files about it but <c>+CONTENTS</c>; one that is removed is not written.</summary>
    public Dictionary<string, string> Metadata { get; } = [];

    /// <summary>Adds a line to the packing list.</summary>
    public PackageBuilder Line(string line)
    {
        _contents.Append(line).Append('\n');
        return this;
    }

    /// <summary>Adds a file to the list, with its digest, and to the archive.</summary>
    public PackageBuilder File(string path, string text, UnixFileMode mode = (UnixFileMode)0x1A4) =>
        Line(path).Line("@comment MD5:" + Md5(text)).Member(new UstarTarEntry(TarEntryType.RegularFile, path) { Mode = mode, DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });

    /// <summary>Adds a symbolic link to both.</summary>
    public PackageBuilder Link(string path, string target) =>
        Line(path).Line("@comment Symlink:" + target).Member(new UstarTarEntry(TarEntryType.SymbolicLink, path) { LinkName = target });

    /// <summary>Adds a member to the archive only.</summary>
    public PackageBuilder Member(TarEntry entry)
    {
        entry.ModificationTime = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        _files.Add(entry);
        return this;
    }

    /// <summary>Writes the package, compressed by gzip.</summary>
    public string Write(string path)
    {
        using var gzip = new GZipStream(System.IO.File.Create(path), CompressionLevel.Fastest);
        using var tar = new TarWriter(gzip, TarEntryFormat.Ustar);
        Metadata["+CONTENTS"] = _contents.ToString();
        foreach (string name in MetadataOrder)
        {
            if (Metadata.TryGetValue(name, out string? text))
                tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, name)
                {
                    DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
                    ModificationTime = DateTimeOffset.FromUnixTimeSeconds(1_700_000_001),
                });
        }
        foreach (TarEntry entry in _files)
            tar.WriteEntry(entry);
        return path;
    }

    [SuppressMessage("Security", "CA5351", Justification = "The format has it.")]
    private static string Md5(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
}
