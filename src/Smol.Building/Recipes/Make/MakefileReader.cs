using System.Text;
using System.Text.RegularExpressions;
using Smol.Storage;

namespace Smol.Building.Recipes.Make;

/// <summary>
/// Reads makefiles that set variables, as make(1) of NetBSD (bmake) does: assignments, conditions, loops and inclusion. Rules, commands
/// and whatever else makefiles can hold are errors with their place, so that nothing is ignored.
/// </summary>
/// <param name="variables">Where the variables go.</param>
public sealed partial class MakefileReader(MakeVariables variables)
{
    private const int LongestFile = 1 << 18;
    private const int DeepestInclusion = 32;
    private readonly List<string> _open = [];
    private readonly List<MakeNote> _notes = [];
    private int _lines = 100_000;

    /// <summary>What the files say with <c>.warning</c> and <c>.info</c>.</summary>
    public IReadOnlyList<MakeNote> Notes => _notes;

    private Expander Expander => variables.Expander;

    /// <summary>Reads a file.</summary>
    /// <exception cref="SmolException">It can't be read, or a line of it is not understood.</exception>
    public void Read(string path)
    {
        string text;
        try
        {
            text = ReadText(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be read: " + failure.Message, path, cause: failure);
        }
        _open.Add(Path.GetFullPath(path));
        ReadLines(SourceText.OfFile(path, text));
        _open.RemoveAt(_open.Count - 1);
    }

    private static string ReadText(string path)
    {
        using FileStream file = File.OpenRead(path);
        var bytes = new byte[LongestFile + 1];
        int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (length > LongestFile)
            throw new SmolException($"has more than {LongestFile >> 10} KiB, which no makefile of a service has", path);
        if (bytes.AsSpan(0, length).Contains((byte)0))
            throw new SmolException("holds a byte 0, and is no makefile", path);
        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private void ReadLines(SourceText text)
    {
        var lines = new LineReader(text);
        var conditionals = new ConditionalStack();
        while (lines.Next() is { } line)
        {
            if (--_lines < 0)
                throw new SmolException("has more lines than a recipe can need", line.PositionOf(0).ToString());
            var directive = Directive.Find(line);
            if (directive is not null && ReadConditional(line, directive.Value, conditionals))
                continue;
            if (conditionals.IsSkipping)
                MentionWords(line);
            else if (directive is null)
                Assign(line);
            else
                ReadDirective(line, directive.Value, lines);
        }
        conditionals.Close();
    }

    private void Assign(SourceText line)
    {
        AssignmentLine assignment = AssignmentLine.Parse(line);
        SourcePosition position = assignment.Name.PositionOf(0);
        string name = Expander.Expand(assignment.Name);
        if (name.Length == 0)
            throw new SmolException($"the name '{assignment.Name}' is empty when it is expanded", position.ToString());
        if (SpecialVariables.IsSpecial(name))
            throw new SmolException($"'{name}' is a variable that make sets itself", position.ToString());
        variables.Assign(name, assignment.Operator, assignment.Value, position);
    }

    private bool ReadConditional(SourceText line, Directive directive, ConditionalStack conditionals)
    {
        SourcePosition position = line.PositionOf(0);
        SourceText rest = line[directive.End..];
        switch (directive.Name)
        {
            case "if" or "ifdef" or "ifndef":
                conditionals.If(position, () => Holds(directive.Name[2..], rest));
                break;
            case "elif" or "elifdef" or "elifndef":
                conditionals.ElseIf(position, () => Holds(directive.Name[4..], rest));
                break;
            case "else":
                RefuseArguments(directive, rest);
                conditionals.Else(position);
                break;
            case "endif":
                RefuseArguments(directive, rest);
                conditionals.End(position);
                break;
            default:
                return false;
        }
        MentionWords(rest);
        return true;
    }

    private bool Holds(string form, SourceText condition) => new Condition(Expander, condition, form switch
    {
        "def" => ConditionForm.IfDefined,
        "ndef" => ConditionForm.IfNotDefined,
        _ => ConditionForm.If,
    }).Evaluate();

    private static void RefuseArguments(Directive directive, SourceText rest)
    {
        int at = Blanks.Skip(rest, 0);
        if (at < rest.Length)
            throw new SmolException($"'{rest[at..]}' stands behind '.{directive.Name}'", rest.PositionOf(at).ToString());
    }

    private void ReadDirective(SourceText line, Directive directive, LineReader lines)
    {
        SourcePosition position = line.PositionOf(0);
        switch (directive.Name)
        {
            case "include":
                Include(line, directive.End, isOptional: false);
                break;
            case "-include" or "sinclude":
                Include(line, directive.End, isOptional: true);
                break;
            case "for":
                foreach (SourceText round in ForLoop.Read(line, directive.End, lines, Expander).Rounds())
                    ReadRound(round);
                break;
            case "undef":
                variables.Undefine(ReadName(line, directive.End));
                break;
            case "error":
                throw new SmolException(Expander.Expand(line[Blanks.Skip(line, directive.End)..]), position.ToString());
            case "warning" or "info":
                _notes.Add(new(Expander.Expand(line[Blanks.Skip(line, directive.End)..]), position, directive.Name == "warning"));
                break;
            default:
                throw new SmolException($"'.{directive.Name}' is not understood", position.ToString(),
                    "understood are .if .ifdef .ifndef .elif .else .endif .for .include .-include .sinclude .undef .error .warning .info");
        }
    }

    private void ReadRound(SourceText round)
    {
        Expander.Budget.TakeWork(round.Length, round.PositionOf(0));
        Expander.Budget.Enter(round.PositionOf(0));
        ReadLines(round);
        Expander.Budget.Leave();
    }

    private static string ReadName(SourceText line, int at)
    {
        string name = line.Text[at..].Trim();
        return name.Length > 0 && !name.Any(letter => Blanks.IsBlank(letter) || letter == '$')
            ? name
            : throw new SmolException("'.undef' needs the name of one variable", line.PositionOf(at).ToString());
    }

    private void Include(SourceText line, int at, bool isOptional)
    {
        int start = Blanks.Skip(line, at);
        char close = line[start] == '<' ? '>' : '"';
        int end = line.Text.IndexOf(close, Math.Min(start + 1, line.Length));
        if (line[start] is not ('"' or '<') || end < 0)
            throw new SmolException("the name of what is included must be in double quotes or in <>", line.PositionOf(start).ToString());
        SourcePosition position = line.PositionOf(start);
        string name = Expander.Expand(line[(start + 1)..end]);
        string? path = FindIncluded(name, position);
        if (path is null && !isOptional)
            throw new SmolException($"there is no '{name}' to include", position.ToString(), "it is looked for beside the file, and where make would be run");
        if (path is null)
            return;
        if (_open.Contains(Path.GetFullPath(path)))
            throw new SmolException($"'{name}' includes itself", position.ToString());
        if (_open.Count > DeepestInclusion)
            throw new SmolException($"'{name}' is included more than {DeepestInclusion} deep", position.ToString());
        Read(path);
    }

    private string? FindIncluded(string name, SourcePosition position) =>
        new[] { Path.GetDirectoryName(position.File) ?? "", Expander.Folder }.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>What a line that is passed over speaks of is no misspelling.</summary>
    private void MentionWords(SourceText line)
    {
        foreach (ValueMatch word in Word().EnumerateMatches(line.Text))
            variables.Mention(line.Text.Substring(word.Index, word.Length));
    }

    [GeneratedRegex(@"[\w.-]+")]
    private static partial Regex Word();
}
