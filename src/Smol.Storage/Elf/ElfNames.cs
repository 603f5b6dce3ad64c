using Smol.Storage.FileTrees;

namespace Smol.Storage.Elf;

/// <summary>
/// A table of strings while one table that points into it is read. Many entries may point at the same long string, so what is
/// handed out is counted: a small file can't ask for a large memory.
/// </summary>
internal sealed class ElfNames(ElfBytes bytes, byte[] table)
{
    /// <summary>Longest string that is taken for a name: C++ makes them thousands of bytes long, not more.</summary>
    private const int LongestName = 16 << 10;

    /// <summary>How many bytes are handed out before the file is taken for a hostile one.</summary>
    private const long MostBytes = 256 << 20;

    private long _handedOut;

    /// <summary>The string that begins at an offset and ends with a NUL.</summary>
    /// <exception cref="SmolException">It begins outside of the table, has no end, or makes no sense.</exception>
    public ByteString At(ulong offset)
    {
        if (offset >= (ulong)table.Length)
            throw bytes.Malformed($"a name at byte {offset} is beyond its table of {table.Length} bytes");
        ReadOnlySpan<byte> rest = table.AsSpan((int)offset);
        int length = rest[..Math.Min(rest.Length, LongestName + 1)].IndexOf((byte)0);
        if (length < 0)
            throw bytes.Malformed($"a name at byte {offset} of its table has no end");
        _handedOut += length;
        if (_handedOut > MostBytes)
            throw bytes.Malformed("its names are longer than makes sense");
        return ByteString.Copy(rest[..length]);
    }

    /// <summary>Whether the string at an offset is that name.</summary>
    /// <exception cref="SmolException">It begins outside of the table.</exception>
    public bool IsAt(ulong offset, ReadOnlySpan<byte> name)
    {
        if (offset >= (ulong)table.Length)
            throw bytes.Malformed($"a name at byte {offset} is beyond its table of {table.Length} bytes");
        ReadOnlySpan<byte> rest = table.AsSpan((int)offset);
        return rest.Length > name.Length && rest[name.Length] == 0 && rest.StartsWith(name);
    }
}
