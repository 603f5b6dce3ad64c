using System.Runtime.InteropServices;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives.Mtree;

/// <summary>
/// The lines of a specification as words. A line that ends with a backslash goes on in the next one; a word that begins with
/// <c>#</c> and all behind it is a comment.
/// </summary>
internal sealed class MtreeLines(ReadOnlyMemory<byte> text)
{
    private readonly List<ByteString> _words = [];
    private ReadOnlyMemory<byte> _rest = text;
    private int _next = 1;

    /// <summary>The line's number, from 1; of several that go together, the first one's.</summary>
    public int Number { get; private set; }

    /// <summary>Its words, escapes left as they are.</summary>
    public ReadOnlySpan<ByteString> Words => CollectionsMarshal.AsSpan(_words);

    /// <summary>Goes to the next line that has words.</summary>
    public bool MoveNext()
    {
        do
        {
            if (_rest.IsEmpty)
                return false;
            Number = _next;
            _words.Clear();
            Split(TakeLine().Span);
        }
        while (_words.Count == 0);
        return true;
    }

    private ReadOnlyMemory<byte> TakeLine()
    {
        ReadOnlyMemory<byte> line = TakePart();
        bool isComment = line.Span.TrimStart(" \t"u8).StartsWith("#"u8);
        while (!isComment && GoesOn(line.Span))
        {
            ReadOnlyMemory<byte> next = TakePart();
            line = (byte[])[.. line.Span[..^1], .. next.Span];
            if (_rest.IsEmpty)
                break;
        }
        return line;
    }

    private ReadOnlyMemory<byte> TakePart()
    {
        int end = _rest.Span.IndexOf((byte)'\n');
        ReadOnlyMemory<byte> part = end < 0 ? _rest : _rest[..end];
        _rest = end < 0 ? default : _rest[(end + 1)..];
        _next++;
        return part.Span.EndsWith("\r"u8) ? part[..^1] : part;
    }

    /// <summary>Whether the last backslash is none that is escaped itself.</summary>
    private static bool GoesOn(ReadOnlySpan<byte> line) => (line.Length - line.TrimEnd((byte)'\\').Length) % 2 == 1;

    private void Split(ReadOnlySpan<byte> line)
    {
        foreach (Range range in line.SplitAny(" \t"u8))
        {
            ReadOnlySpan<byte> word = line[range];
            if (word.StartsWith("#"u8))
                return;
            if (!word.IsEmpty)
                _words.Add(ByteString.Copy(word));
        }
    }
}
