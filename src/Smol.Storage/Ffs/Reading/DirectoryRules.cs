using Smol.Storage.Ffs.OnDisk;

namespace Smol.Storage.Ffs.Reading;

/// <summary>What must hold of a record in a directory (<c>sbin/fsck_ffs/dir.c: dircheck</c>).</summary>
internal static class DirectoryRules
{
    /// <summary>Says what is wrong with a record's lengths; null when the next record can be found by them.</summary>
    /// <param name="record">The record.</param>
    /// <param name="room">Bytes to the end of its chunk.</param>
    public static string? ShapeProblem(in DirectoryRecord record, int room)
    {
        if (record.Length < DirectoryRecord.HeaderSize || record.Length % 4 != 0)
            return $"it has {record.Length} bytes";
        if (record.Length > room)
            return $"it has {record.Length} bytes, and {room} are left";
        if (record.Inode != 0 && DirectoryRecord.SizeFor(record.NameLength) > record.Length)
            return $"its name has {record.NameLength} bytes, and the record {record.Length}";
        return null;
    }

    /// <summary>Whether a name is <c>.</c> or <c>..</c>.</summary>
    public static bool IsDots(ReadOnlySpan<byte> name) => name.SequenceEqual("."u8) || name.SequenceEqual(".."u8);
}
