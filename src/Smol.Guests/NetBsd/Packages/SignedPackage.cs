using System.Globalization;
using Smol.Storage;
using Smol.Storage.Archives;
using Smol.Storage.FileTrees;

namespace Smol.Guests.NetBsd.Packages;

/// <summary>
/// A signed package: an ar(5) archive of <c>+PKG_HASH</c>, <c>+PKG_SIGNATURE</c> or <c>+PKG_GPG_SIGNATURE</c>, and the package
/// (pkg_install's <c>lib/pkg_signature.c</c>).
/// </summary>
internal static class SignedPackage
{
    /// <summary>The package in a signed one; null if the archive is not an ar archive.</summary>
    /// <exception cref="SmolException">It is an ar archive without a package in it.</exception>
    public static ArMember? FindInner(UnpackedArchive archive)
    {
        var start = new byte[Math.Min(ArReader.MagicLength, archive.Length)];
        archive.Source.Read(0, start);
        if (!ArReader.HasMagic(start))
            return null;
        ArMember[] members = [.. ArReader.Read(archive.Source, archive.Length).Select(member => WithLongName(member, archive.Source))];
        bool isSigned = members is [{ Name: "+PKG_HASH" }, { Name: "+PKG_SIGNATURE" or "+PKG_GPG_SIGNATURE" }, _];
        return isSigned ? members[2] : throw new SmolException("is an ar archive, but not a signed package", archive.Path);
    }

    /// <summary>BSD's form: a name over 16 bytes is <c>#1/LENGTH</c>, and stands before the content.</summary>
    private static ArMember WithLongName(ArMember member, IContentSource source)
    {
        if (!member.Name.StartsWith("#1/", StringComparison.Ordinal)
            || !int.TryParse(member.Name.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out int length)
            || length > Math.Min(member.Content.Length, 1024) || member.Content.Length == 0)
            return member;
        var name = new byte[length];
        member.Content.Read(0, name);
        long offset = member.Content.Ranges[0].SourceOffset + length;
        return new(ByteString.Copy(name.AsSpan().TrimEnd((byte)0)).ToString(), FileContent.FromRange(source, offset, member.Content.Length - length));
    }
}
