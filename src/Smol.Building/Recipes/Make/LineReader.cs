namespace Smol.Building.Recipes.Make;

/// <summary>
/// The lines of a makefile as make(1) sees them: joined where a backslash ends them, without comments, without blanks at the end, and
/// without empty lines.
/// </summary>
/// <param name="text">The makefile, or the body of a loop.</param>
internal sealed class LineReader(SourceText text)
{
    private int _next;

    /// <summary>The next line; null at the end.</summary>
    public SourceText? Next() => Scan() is { } extent ? Unescape(text[extent.Start..(IsCommand(extent.Start) ? extent.End : extent.Comment)]) : null;

    /// <summary>The next line with its backslashes and comments, as a loop keeps it; null at the end.</summary>
    public SourceText? NextAsWritten() => Scan() is { } extent ? text[extent.Start..extent.End] : null;

    private bool IsCommand(int start) => text[start] == '\t';

    /// <summary>Finds the next line that is more than blanks and a comment. A <c>#</c> begins no comment after <c>[</c>, as in <c>:[#]</c>.</summary>
    private (int Start, int Comment, int End)? Scan()
    {
        while (_next < text.Length)
        {
            int start = _next;
            int end = start;
            int comment = -1;
            int index = start;
            while (index < text.Length && text[index] != '\n')
            {
                char letter = text[index];
                if (letter == '\\')
                {
                    index = Math.Min(index + 2, text.Length);
                    end = index;
                    continue;
                }
                if (letter == '#' && comment < 0 && !(index > start && text[index - 1] == '['))
                    comment = end;
                index++;
                if (!Blanks.IsBlank(letter))
                    end = index;
            }
            _next = index + 1;
            if (end != start && comment != start)
                return (start, comment < 0 ? end : comment, end);
        }
        return null;
    }

    /// <summary>Joins continued lines with one blank, and takes the backslash from <c>\#</c>; other backslashes stay.</summary>
    private static SourceText Unescape(SourceText line)
    {
        if (!line.Text.Contains('\\', StringComparison.Ordinal))
            return line;
        var result = new SourceTextBuilder();
        int kept = 0;
        for (int index = 0; index < line.Length; index++)
        {
            char letter = line[index];
            SourcePosition position = line.PositionOf(index);
            if (letter != '\\')
            {
                result.Append(letter, position);
                continue;
            }
            letter = line[++index];
            if (letter == '\n')
            {
                while (line[index + 1] is ' ' or '\t')
                    index++;
                result.Append(' ', position);
            }
            else if (letter == '#' && line[0] != '\t')
            {
                result.Append('#', position);
            }
            else if (letter != '\0')
            {
                result.Append('\\', position).Append(letter, line.PositionOf(index));
                kept = result.Length;
            }
        }
        while (result.Length > kept && Blanks.IsBlank(result.Last))
            result.Length--;
        return result.Build(line.PositionOf(line.Length));
    }
}
