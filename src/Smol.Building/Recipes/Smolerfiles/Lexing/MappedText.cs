namespace Smol.Building.Recipes.Smolerfiles.Lexing;

/// <summary>A text that was made from parts of a file, as joined lines are, and that knows where each letter came from.</summary>
public sealed class MappedText
{
    private readonly SourceFile _file;
    private readonly TextPiece[] _pieces;
    private readonly int _begin;
    private readonly SourceSpan? _whole;

    private MappedText(SourceFile file, TextPiece[] pieces, int begin, string text, SourceSpan? whole)
    {
        _file = file;
        _pieces = pieces;
        _begin = begin;
        Text = text;
        _whole = whole;
    }

    /// <summary>A text from pieces of a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="pieces">Where they begin in the text and in the file, in order; the first one at 0.</param>
    /// <param name="text">The text.</param>
    public MappedText(SourceFile file, IEnumerable<TextPiece> pieces, string text)
        : this(file, [.. pieces], 0, text, null)
    {
    }

    /// <summary>A text that was read out of a span and is not what stands there, as a string in JSON.</summary>
    public static MappedText Decoded(string text, SourceSpan span) => new(span.File, [], 0, text, span);

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>Where it stands.</summary>
    public SourceSpan Span => SpanOf(0, Text.Length);

    /// <summary>Where a part of it stands; one behind its end is allowed.</summary>
    public SourceSpan SpanOf(int start, int length)
    {
        if (_whole is { } whole)
            return whole;
        int first = OffsetOf(start);
        int last = length == 0 ? first : OffsetOf(start + length - 1) + 1;
        return new(_file, first, Math.Max(0, last - first));
    }

    /// <summary>A part of it.</summary>
    public MappedText Slice(int start, int length) => new(_file, _pieces, _begin + start, Text.Substring(start, length), _whole);

    /// <summary>All from a place on.</summary>
    public MappedText Slice(int start) => Slice(start, Text.Length - start);

    /// <summary>What is between the blanks around it.</summary>
    public MappedText Trim()
    {
        int start = Text.Length - Text.AsSpan().TrimStart().Length;
        return Slice(start, Text.AsSpan(start).TrimEnd().Length);
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private int OffsetOf(int index)
    {
        int wanted = _begin + index;
        int low = 0;
        int high = _pieces.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (_pieces[middle].At <= wanted)
                low = middle;
            else
                high = middle - 1;
        }
        return Math.Min(_pieces[low].Offset + (wanted - _pieces[low].At), _file.Text.Length);
    }
}
