namespace Smol.Building.Recipes.Smolerfiles.Lexing;

/// <summary>The text of a SMOLerfile, and where its lines begin.</summary>
public sealed class SourceFile
{
    private readonly int[] _lineStarts;

    /// <param name="path">Its path as messages name it.</param>
    /// <param name="text">All of it.</param>
    public SourceFile(string path, string text)
    {
        Path = path;
        Text = text;
        var starts = new List<int> { 0 };
        for (int end = text.IndexOf('\n', StringComparison.Ordinal); end >= 0; end = text.IndexOf('\n', end + 1))
            starts.Add(end + 1);
        _lineStarts = [.. starts];
    }

    /// <summary>Its path as messages name it.</summary>
    public string Path { get; }

    /// <summary>All of it.</summary>
    public string Text { get; }

    /// <summary>How many lines it has; what follows the last newline is one, too, when it is not empty.</summary>
    public int LineCount => _lineStarts[^1] == Text.Length ? _lineStarts.Length - 1 : _lineStarts.Length;

    /// <summary>The line and the column of an offset, both from 1; columns count UTF-16 units.</summary>
    public (int Line, int Column) Locate(int offset)
    {
        int index = Array.BinarySearch(_lineStarts, offset);
        int line = index < 0 ? ~index - 1 : index;
        return (line + 1, offset - _lineStarts[line] + 1);
    }

    /// <summary>Where a line begins.</summary>
    /// <param name="line">Its number, from 1.</param>
    public int StartOf(int line) => _lineStarts[line - 1];

    /// <summary>A line with its newline.</summary>
    /// <param name="line">Its number, from 1.</param>
    public ReadOnlySpan<char> RawLine(int line)
    {
        int end = line < _lineStarts.Length ? _lineStarts[line] : Text.Length;
        return Text.AsSpan(_lineStarts[line - 1], end - _lineStarts[line - 1]);
    }

    /// <summary>A line without its newline.</summary>
    /// <param name="line">Its number, from 1.</param>
    public string Line(int line) => RawLine(line).TrimEnd("\r\n").ToString();
}
