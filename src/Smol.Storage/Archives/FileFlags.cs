using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>BSD file flags as text: names with commas between them (NetBSD <c>lib/libutil/stat_flags.c</c>, <c>sys/stat.h</c>).</summary>
public static class FileFlags
{
    /// <summary>Each bit with the names that it has; the first is the one that is written.</summary>
    private static readonly (uint Bit, string[] Names)[] Known =
    [
        (0x0000_0001, ["nodump"]),
        (0x0000_0002, ["uchg", "uchange", "uimmutable"]),
        (0x0000_0004, ["uappnd", "uappend"]),
        (0x0000_0008, ["opaque"]),
        (0x0001_0000, ["arch", "archived"]),
        (0x0002_0000, ["schg", "schange", "simmutable"]),
        (0x0004_0000, ["sappnd", "sappend"]),
        (0x0020_0000, ["snap", "snapshot"]),
    ];

    /// <summary>The bits. A name that is not BSD's (bsdtar writes Linux's attributes in the same place) has none.</summary>
    public static uint Parse(ReadOnlySpan<byte> text) => Parse(text, out _);

    /// <summary>The bits, and the first name that is not BSD's.</summary>
    public static uint Parse(ReadOnlySpan<byte> text, out string? unknown)
    {
        unknown = null;
        uint flags = 0;
        foreach (Range range in text.Split((byte)','))
        {
            string name = ByteString.Copy(text[range]).ToString();
            uint bit = Known.FirstOrDefault(known => known.Names.Contains(name)).Bit;
            flags |= bit;
            if (bit == 0)
                unknown ??= name;
        }
        return flags;
    }

    /// <summary>The names; empty where no bit has one.</summary>
    public static string Format(uint flags) =>
        flags == 0 ? "" : string.Join(',', Known.Where(known => (flags & known.Bit) != 0).Select(known => known.Names[0]));
}
