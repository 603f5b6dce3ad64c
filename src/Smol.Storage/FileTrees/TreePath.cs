namespace Smol.Storage.FileTrees;

/// <summary>
/// A place in a file tree, relative to its root: names joined by single slashes, without <c>.</c> or <c>..</c>.
/// The empty path is the root.
/// </summary>
public readonly record struct TreePath
{
    private const byte Slash = (byte)'/';

    private TreePath(ByteString bytes) => Bytes = bytes;

    /// <summary>The root.</summary>
    public static TreePath Root => default;

    /// <summary>The path's bytes, without a leading or trailing slash.</summary>
    public ByteString Bytes { get; }

    /// <summary>True for the root.</summary>
    public bool IsRoot => Bytes.Length == 0;

    /// <summary>The last name; empty for the root.</summary>
    public ByteString Name => Bytes.Slice(LastSlash + 1, Bytes.Length - LastSlash - 1);

    /// <summary>The path without its last name; the root for a name at the top, and for the root.</summary>
    public TreePath Parent => LastSlash < 0 ? Root : new(Bytes.Slice(0, LastSlash));

    private int LastSlash => Bytes.Span.LastIndexOf(Slash);

    /// <summary>Whether these bytes can be one name: not empty, <c>.</c> or <c>..</c>, and without slash or NUL.</summary>
    public static bool IsName(ReadOnlySpan<byte> bytes) =>
        !bytes.IsEmpty && bytes.IndexOfAny(Slash, (byte)0) < 0 && !bytes.SequenceEqual("."u8) && !bytes.SequenceEqual(".."u8);

    /// <summary>
    /// A path that nobody trusts, such as an archive member's: <c>./a//b/</c> is <c>a/b</c>;
    /// an absolute path, a <c>..</c> or a NUL is an error.
    /// </summary>
    /// <param name="bytes">The path as it was found.</param>
    /// <param name="problem">Why it is refused, when the answer is false.</param>
    /// <param name="path">The path.</param>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out TreePath path, out string? problem)
    {
        path = default;
        problem = bytes.IsEmpty ? "the name is empty"
            : bytes[0] == Slash ? "the name is absolute"
            : bytes.Contains((byte)0) ? "the name has a NUL in it"
            : null;
        if (problem is not null)
            return false;

        var kept = new byte[bytes.Length];
        int length = 0;
        while (!bytes.IsEmpty)
        {
            int slash = bytes.IndexOf(Slash);
            ReadOnlySpan<byte> part = slash < 0 ? bytes : bytes[..slash];
            bytes = slash < 0 ? [] : bytes[(slash + 1)..];
            if (part.IsEmpty || part.SequenceEqual("."u8))
                continue;
            if (part.SequenceEqual(".."u8))
            {
                problem = "the name has '..' in it";
                return false;
            }
            if (length > 0)
                kept[length++] = Slash;
            part.CopyTo(kept.AsSpan(length));
            length += part.Length;
        }
        path = new(ByteString.Copy(kept.AsSpan(0, length)));
        return true;
    }

    /// <summary>A path that the program itself wrote, with or without a leading slash.</summary>
    /// <exception cref="ArgumentException">It is not a path.</exception>
    public static TreePath FromText(string text)
    {
        ByteString bytes = ByteString.FromText(text.TrimStart('/'));
        if (bytes.Length == 0)
            return Root;
        return TryParse(bytes.Span, out TreePath path, out string? problem) ? path : throw new ArgumentException($"'{text}': {problem}", nameof(text));
    }

    /// <summary>This path and one name more.</summary>
    public TreePath Append(ByteString name) => IsRoot ? new(name) : new(Bytes.Concat(ByteString.FromText("/")).Concat(name));

    /// <summary>The names from the root on.</summary>
    public IEnumerable<ByteString> Names()
    {
        int start = 0;
        while (start < Bytes.Length)
        {
            int slash = Bytes.Span[start..].IndexOf(Slash);
            int length = slash < 0 ? Bytes.Length - start : slash;
            yield return Bytes.Slice(start, length);
            start += length + 1;
        }
    }

    /// <summary>The path as a user writes it, with its leading slash.</summary>
    public override string ToString() => "/" + Bytes;
}
