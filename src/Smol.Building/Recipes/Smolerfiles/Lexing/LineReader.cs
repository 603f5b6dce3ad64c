using System.Text;

namespace Smol.Building.Recipes.Smolerfiles.Lexing;

/// <summary>
/// Reads the lines of a file: a line that ends in the escape letter goes on in the next one, and comments count neither between nor inside
/// instructions (Dockerfile reference, "Format" and "escape").
/// </summary>
/// <param name="file">The file.</param>
/// <param name="escape">The letter that continues a line, <c>\</c> or <c>`</c>.</param>
internal sealed class LineReader(SourceFile file, char escape)
{
    private readonly Dictionary<bool, Dictionary<string, List<int>>> _linesByText = [];
    private readonly StringBuilder _text = new();
    private readonly List<TextPiece> _pieces = [];

    /// <summary>The next line that is one, from a line of the file on; null at the end of the file.</summary>
    public LogicalLine? Next(int line)
    {
        while (line <= file.LineCount && IsEmptyOrComment(line))
            line++;
        if (line > file.LineCount)
            return null;
        _text.Clear();
        _pieces.Clear();
        bool goesOn = Append(line++, isFirst: true);
        SourceSpan? empty = null;
        for (; goesOn && line <= file.LineCount; line++)
        {
            string text = file.Line(line);
            if (IsComment(text))
                continue;
            if (string.IsNullOrWhiteSpace(text))
                empty ??= new(file, file.StartOf(line), text.Length);
            else
                goesOn = Append(line, isFirst: false);
        }
        return new(new(file, _pieces, _text.ToString()), line, empty);
    }

    /// <summary>The lines up to one that is a heredoc's name.</summary>
    /// <param name="line">Where the text begins.</param>
    /// <param name="name">The name.</param>
    /// <param name="stripsTabs">Whether tabs in front of it don't count.</param>
    /// <returns>The text and the line behind the name; null when the name does not follow.</returns>
    public (MappedText Content, int NextLine)? Heredoc(int line, string name, bool stripsTabs)
    {
        if (!LinesByText(stripsTabs).TryGetValue(name, out List<int>? lines))
            return null;
        int index = lines.BinarySearch(line);
        index = index < 0 ? ~index : index;
        if (index == lines.Count)
            return null;
        int begin = file.StartOf(line);
        return (new(file, [new(0, begin)], file.Text[begin..file.StartOf(lines[index])]), lines[index] + 1);
    }

    /// <summary>The numbers of the lines of each text, so that many heredocs without an end take no longer than one.</summary>
    private Dictionary<string, List<int>> LinesByText(bool stripsTabs)
    {
        if (_linesByText.TryGetValue(stripsTabs, out Dictionary<string, List<int>>? known))
            return known;
        var lines = new Dictionary<string, List<int>>();
        for (int line = 1; line <= file.LineCount; line++)
        {
            string text = stripsTabs ? file.Line(line).TrimStart('\t') : file.Line(line);
            if (!lines.TryGetValue(text, out List<int>? same))
                lines[text] = same = [];
            same.Add(line);
        }
        return _linesByText[stripsTabs] = lines;
    }

    private bool IsEmptyOrComment(int line)
    {
        string text = file.Line(line);
        return string.IsNullOrWhiteSpace(text) || IsComment(text);
    }

    private static bool IsComment(string line) => line.AsSpan().TrimStart() is ['#', ..];

    /// <summary>Adds a line; says whether the next one belongs to it.</summary>
    private bool Append(int line, bool isFirst)
    {
        string text = file.Line(line);
        int start = isFirst ? text.Length - text.TrimStart().Length : 0;
        int end = text.AsSpan().TrimEnd().Length;
        // An escape letter in front of it takes the meaning from it.
        bool goesOn = end > start && text[end - 1] == escape && (end - 1 == start || text[end - 2] != escape);
        _pieces.Add(new(_text.Length, file.StartOf(line) + start));
        _text.Append(text, start, (goesOn ? end - 1 : text.Length) - start);
        return goesOn;
    }
}
