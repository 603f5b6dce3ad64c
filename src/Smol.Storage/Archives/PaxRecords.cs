using System.Globalization;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>
/// Reads the records of an extended header: <c>LENGTH KEY=VALUE\n</c> (POSIX.1-2017 pax, "pax Extended Header"; GNU.sparse: tar's
/// manual, "Storing Sparse Files"; SCHILY: star(5)). A key that is not used here changes nothing about a node (<c>atime</c>, <c>uname</c>,
/// <c>SCHILY.xattr.*</c>, <c>LIBARCHIVE.*</c>, comments) and is passed over, as is <c>hdrcharset</c>: names are bytes.
/// </summary>
internal static class PaxRecords
{
    /// <param name="records">The header's data.</param>
    /// <param name="attributes">Takes what they say. An empty value takes back what was said before.</param>
    /// <exception cref="InvalidDataException">They are malformed.</exception>
    public static void Apply(ReadOnlySpan<byte> records, ref PaxAttributes attributes)
    {
        while (!records.IsEmpty)
        {
            int space = records.IndexOf((byte)' ');
            if (space < 1 || !int.TryParse(records[..space], NumberStyles.None, CultureInfo.InvariantCulture, out int length)
                || length <= space + 1 || length > records.Length || records[length - 1] != '\n')
            {
                throw new InvalidDataException("a record of its extended header has a wrong length");
            }
            ReadOnlySpan<byte> record = records[(space + 1)..(length - 1)];
            int equals = record.IndexOf((byte)'=');
            if (equals < 1)
                throw new InvalidDataException("a record of its extended header has no key");
            Apply(record[..equals], record[(equals + 1)..], ref attributes);
            records = records[length..];
        }
    }

    private static void Apply(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ref PaxAttributes attributes)
    {
        if (key.SequenceEqual("path"u8))
            attributes.Path = Text(value);
        else if (key.SequenceEqual("linkpath"u8))
            attributes.LinkPath = Text(value);
        else if (key.SequenceEqual("size"u8))
            attributes.Size = Number(value);
        else if (key.SequenceEqual("uid"u8))
            attributes.UserId = Number(value);
        else if (key.SequenceEqual("gid"u8))
            attributes.GroupId = Number(value);
        else if (key.SequenceEqual("mtime"u8))
            attributes.Modified = value.IsEmpty ? null : PaxTime.Parse(value);
        else if (key.StartsWith("GNU.sparse."u8))
            ApplySparse(key["GNU.sparse.".Length..], value, ref attributes);
        else if (key.StartsWith("SCHILY."u8))
            ApplySchily(key["SCHILY.".Length..], value, ref attributes);
    }

    private static void ApplySparse(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ref PaxAttributes attributes)
    {
        if (key.SequenceEqual("major"u8))
            attributes.SparseMajor = Number(value);
        else if (key.SequenceEqual("name"u8))
            attributes.SparseName = Text(value);
        else if (key.SequenceEqual("size"u8) || key.SequenceEqual("realsize"u8))
            attributes.SparseSize = Number(value);
        else if (key.SequenceEqual("map"u8))
            attributes.SparseMap = NumberList(value);
        else if (key.SequenceEqual("offset"u8) || key.SequenceEqual("numbytes"u8))
            (attributes.SparseMap ??= []).Add(Number(value) ?? 0);
    }

    private static void ApplySchily(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ref PaxAttributes attributes)
    {
        if (key.SequenceEqual("fflags"u8))
            attributes.Flags = FileFlags.Parse(value);
        else if (key.SequenceEqual("devmajor"u8))
            attributes.DeviceMajor = Number(value);
        else if (key.SequenceEqual("devminor"u8))
            attributes.DeviceMinor = Number(value);
        else if (key.SequenceEqual("filetype"u8))
            attributes.IsSocket = value.SequenceEqual("socket"u8);
    }

    private static ByteString? Text(ReadOnlySpan<byte> value) => value.IsEmpty ? null : ByteString.Copy(value);

    private static long? Number(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
            return null;
        return long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw new InvalidDataException($"'{ByteString.Copy(value)}' in its extended header is not a number");
    }

    private static List<long> NumberList(ReadOnlySpan<byte> value)
    {
        var numbers = new List<long>();
        foreach (Range range in value.Split((byte)','))
            numbers.Add(Number(value[range]) ?? 0);
        return numbers;
    }
}
