namespace Smol.Building.Recipes.Make;

/// <summary>Text that knows of each letter where it was written, through joined lines, loops and assignments.</summary>
internal sealed class SourceText
{
    /// <summary>No text, from nowhere.</summary>
    public static readonly SourceText Empty = At("", SourcePosition.Default);

    private readonly SourcePosition[] _positions;

    /// <param name="text">The letters.</param>
    /// <param name="positions">Where each is, and where the text ends.</param>
    public SourceText(string text, SourcePosition[] positions)
    {
        Text = text;
        _positions = positions;
    }

    /// <summary>The letters.</summary>
    public string Text { get; }

    /// <summary>How many.</summary>
    public int Length => Text.Length;

    /// <summary>One letter; NUL, which no makefile holds, behind the last.</summary>
    public char this[int index] => index < Text.Length ? Text[index] : '\0';

    /// <summary>A part.</summary>
    public SourceText this[Range range]
    {
        get
        {
            (int start, int length) = range.GetOffsetAndLength(Text.Length);
            return new(Text.Substring(start, length), _positions[start..(start + length + 1)]);
        }
    }

    /// <summary>Where a letter is.</summary>
    public SourcePosition PositionOf(int index) => _positions[Math.Min(index, Text.Length)];

    /// <summary>Text that is all at one place.</summary>
    public static SourceText At(string text, SourcePosition position)
    {
        var positions = new SourcePosition[text.Length + 1];
        for (int index = 0; index < positions.Length; index++)
            positions[index] = position;
        return new(text, positions);
    }

    /// <summary>The text of a file.</summary>
    public static SourceText OfFile(string file, string text)
    {
        var positions = new SourcePosition[text.Length + 1];
        int line = 1;
        int column = 1;
        for (int index = 0; index <= text.Length; index++)
        {
            positions[index] = new(file, line, column++);
            if (index < text.Length && text[index] == '\n')
                (line, column) = (line + 1, 1);
        }
        return new(text, positions);
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
