using System.Globalization;
using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives.Mtree;

/// <summary>The values of keywords. What is none is an <see cref="InvalidDataException"/>.</summary>
internal static class MtreeValue
{
    private const uint MostPermissions = 0xFFF;

    /// <summary>Whose numbers a device can have (NetBSD <c>sbin/mknod/pack_dev.c</c>); all have the major number first.</summary>
    private static readonly HashSet<string> _deviceFormats =
    [
        "386bsd", "4bsd", "bsdos", "freebsd", "hpux", "isc", "linux", "native", "netbsd", "osf1", "sco", "solaris", "sunos", "svr3", "svr4", "ultrix",
    ];

    public static NodeKind Kind(ByteString text) => text.ToString() switch
    {
        "block" => NodeKind.BlockDevice,
        "char" => NodeKind.CharacterDevice,
        "dir" => NodeKind.Directory,
        "fifo" => NodeKind.Fifo,
        "file" => NodeKind.File,
        "link" => NodeKind.SymbolicLink,
        "socket" => NodeKind.Socket,
        _ => throw new InvalidDataException($"type '{text}' is none: there are block, char, dir, fifo, file, link and socket"),
    };

    public static uint Id(string name, ByteString text) =>
        uint.TryParse(text.Span, NumberStyles.None, CultureInfo.InvariantCulture, out uint id) ? id : throw new InvalidDataException($"{name} '{text}' is not a number");

    /// <summary>Octal only: mtree(8) writes nothing else.</summary>
    public static ushort Permissions(ByteString text)
    {
        uint bits = 0;
        foreach (byte digit in text.Span)
        {
            if (digit is < (byte)'0' or > (byte)'7' || bits > MostPermissions)
                throw new InvalidDataException($"mode '{text}' is not an octal number");
            bits = (bits * 8) + (uint)(digit - '0');
        }
        return text.Length > 0 && bits <= MostPermissions ? (ushort)bits : throw new InvalidDataException($"mode '{text}' is none: there are 0 to 7777");
    }

    public static uint Flags(ByteString text)
    {
        if (text.Length == 0 || text.Span.SequenceEqual("none"u8))
            return 0;
        uint flags = FileFlags.Parse(text.Span, out string? unknown);
        return unknown is null ? flags : throw new InvalidDataException($"'{unknown}' is not a file flag of NetBSD");
    }

    /// <summary>Seconds, and behind a point nanoseconds: a number, not a fraction (NetBSD <c>usr.sbin/mtree/spec.c</c>, and libarchive).</summary>
    public static Timestamp Time(ByteString text)
    {
        ReadOnlySpan<byte> span = text.Span;
        int point = span.IndexOf((byte)'.');
        int nanoseconds = 0;
        bool isTime = long.TryParse(point < 0 ? span : span[..point], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long seconds);
        if (isTime && point >= 0)
            isTime = int.TryParse(span[(point + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out nanoseconds) && nanoseconds <= Timestamp.MostNanoseconds;
        return isTime ? new(seconds, nanoseconds) : throw new InvalidDataException($"time '{text}' is not seconds.nanoseconds");
    }

    /// <summary><c>native,4,66</c>; or the number that NetBSD packs the two into.</summary>
    public static (uint Major, uint Minor) Device(ByteString text)
    {
        string[] parts = text.ToString().Split(',');
        if (parts.Length == 1 && TryNumber(parts[0], out uint packed))
            return DeviceNumber.Unpack(packed);
        if (parts.Length == 3 && _deviceFormats.Contains(parts[0]) && TryNumber(parts[1], out uint major) && TryNumber(parts[2], out uint minor))
            return (major, minor);
        throw new InvalidDataException($"device '{text}' is neither a number nor FORMAT,MAJOR,MINOR");
    }

    private static bool TryNumber(string text, out uint number) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        ? uint.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
        : uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
