using System.Globalization;
using System.Text;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>Reads ar(5) archives with short names, which is what a Debian package is (deb(5)).</summary>
public static class ArReader
{
    /// <summary>How many bytes tell that a file is an ar archive.</summary>
    public const int MagicLength = 8;

    private const int HeaderLength = 60;
    private const int NameLength = 16;
    private const int SizeOffset = 48;
    private const int SizeLength = 10;

    /// <summary>Whether a file that begins so is an ar archive.</summary>
    public static bool HasMagic(ReadOnlySpan<byte> start) => start.StartsWith("!<arch>\n"u8);

    /// <summary>The members, in the archive's order.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <exception cref="SmolException">It is damaged.</exception>
    public static IEnumerable<ArMember> Read(IContentSource archive, long length)
    {
        var header = new byte[HeaderLength];
        long offset = MagicLength;
        while (offset < length)
        {
            if (length - offset < HeaderLength)
                throw Damaged(archive, offset, "its header is cut off");
            archive.Read(offset, header);
            if (header[^2] != '`' || header[^1] != '\n')
                throw Damaged(archive, offset, "its header does not end as one");
            if (!long.TryParse(Text(header, SizeOffset, SizeLength), NumberStyles.None, CultureInfo.InvariantCulture, out long size)
                || size > length - offset - HeaderLength)
                throw Damaged(archive, offset, "its size is wrong");
            yield return new(Text(header, 0, NameLength).TrimEnd('/'), FileContent.FromRange(archive, offset + HeaderLength, size));
            offset += HeaderLength + size + (size & 1);
        }
    }

    private static string Text(byte[] header, int start, int length) => Encoding.Latin1.GetString(header, start, length).TrimEnd(' ');

    private static SmolException Damaged(IContentSource archive, long offset, string problem) =>
        new($"the member at byte {offset} is damaged: {problem}", archive.Name, "get the file again");
}
