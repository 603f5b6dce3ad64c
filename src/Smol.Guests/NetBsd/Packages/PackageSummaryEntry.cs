using System.Globalization;
using Smol.Storage.FileTrees;

namespace Smol.Guests.NetBsd.Packages;

/// <summary>What a repository says of one of its packages: pkg_summary(5). It is kept as text, and a variable is looked for when it is asked for.</summary>
public sealed class PackageSummaryEntry
{
    private readonly ReadOnlyMemory<byte> _text;

    internal PackageSummaryEntry(PackageName name, ReadOnlyMemory<byte> text) => (Name, _text) = (name, text);

    /// <summary><c>PKGNAME</c>.</summary>
    public PackageName Name { get; }

    /// <summary>Patterns of the packages that it needs: <c>DEPENDS</c>.</summary>
    public IReadOnlyList<string> Depends => GetAll("DEPENDS"u8);

    /// <summary>Patterns of the packages that it can't be installed beside: <c>CONFLICTS</c>.</summary>
    public IReadOnlyList<string> Conflicts => GetAll("CONFLICTS"u8);

    /// <summary>Patterns of the packages that it replaces, under another name: <c>SUPERSEDES</c>.</summary>
    public IReadOnlyList<string> Supersedes => GetAll("SUPERSEDES"u8);

    /// <summary>The shared libraries that it has: <c>PROVIDES</c>.</summary>
    public IReadOnlyList<string> Provides => GetAll("PROVIDES"u8);

    /// <summary>The shared libraries that it uses: <c>REQUIRES</c>.</summary>
    public IReadOnlyList<string> Requires => GetAll("REQUIRES"u8);

    /// <summary>What it is, in lines: <c>DESCRIPTION</c>.</summary>
    public IReadOnlyList<string> Description => GetAll("DESCRIPTION"u8);

    /// <summary>What it is, in a line: <c>COMMENT</c>.</summary>
    public string Comment => Find("COMMENT"u8) ?? "";

    /// <summary>The archive's name in the repository: <c>FILE_NAME</c>, or the package's name and <c>.tgz</c>.</summary>
    public string FileName => Find("FILE_NAME"u8) ?? Name.Full + ".tgz";

    /// <summary>The archive's length in bytes, if it is said: <c>FILE_SIZE</c>.</summary>
    public long? FileSize => FindNumber("FILE_SIZE"u8);

    /// <summary>An algorithm of digest(1), a space, and the archive's digest, if it is said: <c>FILE_CKSUM</c>.</summary>
    public string? FileChecksum => Find("FILE_CKSUM"u8);

    /// <summary>How many bytes it has when it is installed, if it is said: <c>SIZE_PKG</c>.</summary>
    public long? InstalledSize => FindNumber("SIZE_PKG"u8);

    /// <summary>Its folder in pkgsrc, <c>www/nginx</c>: <c>PKGPATH</c>.</summary>
    public string? Path => Find("PKGPATH"u8);

    /// <summary>
    /// Any other variable, such as <c>LICENSE</c>, <c>HOMEPAGE</c>, <c>OPSYS</c>, <c>OS_VERSION</c>, <c>MACHINE_ARCH</c>, <c>BUILD_DATE</c> or
    /// <c>PREV_PKGPATH</c>; its first line if there are several, null if there is none.
    /// </summary>
    public string? Find(string variable) => Find(ByteString.FromText(variable).Span);

    internal ReadOnlySpan<byte> Text => _text.Span;

    private string? Find(ReadOnlySpan<byte> variable)
    {
        int next = 0;
        return TryTake(variable, ref next, out ReadOnlySpan<byte> value) ? Show(value) : null;
    }

    private long? FindNumber(ReadOnlySpan<byte> variable) =>
        long.TryParse(Find(variable), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    private List<string> GetAll(ReadOnlySpan<byte> variable)
    {
        var values = new List<string>();
        int next = 0;
        while (TryTake(variable, ref next, out ReadOnlySpan<byte> value))
            values.Add(Show(value));
        return values;
    }

    /// <summary>Takes the next value of a variable.</summary>
    private bool TryTake(ReadOnlySpan<byte> variable, ref int next, out ReadOnlySpan<byte> value)
    {
        ReadOnlySpan<byte> text = _text.Span;
        while (next < text.Length)
        {
            ReadOnlySpan<byte> line = text[next..];
            int end = line.IndexOf((byte)'\n');
            line = end < 0 ? line : line[..end];
            next += line.Length + 1;
            if (line.Length > variable.Length && line[variable.Length] == '=' && line.StartsWith(variable))
            {
                value = line[(variable.Length + 1)..];
                return true;
            }
        }
        value = default;
        return false;
    }

    /// <summary>Nothing of a repository moves the cursor of a user's terminal.</summary>
    private static string Show(ReadOnlySpan<byte> value)
    {
        if (!value.Contains((byte)'\t'))
            return ByteString.Copy(value).ToString();
        byte[] spaced = value.ToArray();
        spaced.AsSpan().Replace((byte)'\t', (byte)' ');
        return ByteString.Copy(spaced).ToString();
    }
}
