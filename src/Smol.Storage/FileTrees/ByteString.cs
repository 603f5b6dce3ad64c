using System.Text;

namespace Smol.Storage.FileTrees;

/// <summary>
/// A name as filesystems and archives have it: bytes, in no encoding. Two names are equal when their bytes are,
/// and they sort by byte value. Text goes in and comes out as UTF-8.
/// </summary>
public readonly struct ByteString : IEquatable<ByteString>, IComparable<ByteString>
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly byte[]? _bytes;

    private ByteString(byte[] bytes) => _bytes = bytes;

    /// <summary>The string of no bytes.</summary>
    public static ByteString Empty => default;

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Span => _bytes;

    /// <summary>The bytes, which nobody may change.</summary>
    internal byte[] Bytes => _bytes ?? [];

    /// <summary>How many bytes.</summary>
    public int Length => _bytes?.Length ?? 0;

    /// <summary>A string of these bytes, copied.</summary>
    public static ByteString Copy(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? default : new(bytes.ToArray());

    /// <summary>A string of these bytes, which nobody may change.</summary>
    internal static ByteString Of(byte[] bytes) => new(bytes);

    /// <summary>A string of this text's UTF-8 bytes.</summary>
    public static ByteString FromText(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>Bytes from <paramref name="start"/> on, <paramref name="length"/> of them.</summary>
    public ByteString Slice(int start, int length) => Copy(Span.Slice(start, length));

    /// <summary>This string and then <paramref name="other"/>.</summary>
    public ByteString Concat(ByteString other)
    {
        var joined = new byte[Length + other.Length];
        Span.CopyTo(joined);
        other.Span.CopyTo(joined.AsSpan(Length));
        return new(joined);
    }

    /// <inheritdoc/>
    public bool Equals(ByteString other) => Span.SequenceEqual(other.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ByteString other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => NameBytes.HashOf(Span);

    /// <inheritdoc/>
    public int CompareTo(ByteString other) => Span.SequenceCompareTo(other.Span);

    /// <summary>The text if the bytes are UTF-8 without control characters; otherwise with <c>\xNN</c> for each byte that is not.</summary>
    public override string ToString()
    {
        try
        {
            string text = StrictUtf8.GetString(Span);
            if (!text.Any(char.IsControl))
                return text;
        }
        catch (DecoderFallbackException)
        {
            // Shown byte by byte below.
        }
        var escaped = new StringBuilder();
        foreach (byte value in Span)
        {
            if (value is >= 0x20 and < 0x7f)
                escaped.Append((char)value);
            else
                escaped.Append($"\\x{value:x2}");
        }
        return escaped.ToString();
    }

    /// <summary>Byte-wise equality.</summary>
    public static bool operator ==(ByteString left, ByteString right) => left.Equals(right);

    /// <summary>Byte-wise inequality.</summary>
    public static bool operator !=(ByteString left, ByteString right) => !left.Equals(right);

    /// <summary>Byte order.</summary>
    public static bool operator <(ByteString left, ByteString right) => left.CompareTo(right) < 0;

    /// <summary>Byte order.</summary>
    public static bool operator >(ByteString left, ByteString right) => left.CompareTo(right) > 0;

    /// <summary>Byte order.</summary>
    public static bool operator <=(ByteString left, ByteString right) => left.CompareTo(right) <= 0;

    /// <summary>Byte order.</summary>
    public static bool operator >=(ByteString left, ByteString right) => left.CompareTo(right) >= 0;
}
