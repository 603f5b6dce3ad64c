using Smol.Building.Recipes.Smolerfiles.Diagnostics;
using Smol.Building.Recipes.Smolerfiles.Lexing;
using Smol.Building.Recipes.Smolerfiles.Syntax;

namespace Smol.Building.Recipes.Smolerfiles.Parsing;

/// <summary>Reads SMOLerfiles. Nothing that a file says makes it throw: what is wrong is among the findings.</summary>
public sealed class SmolerfileReader
{
    private const int DeepestInclude = 16;
    private const int MostInstructions = 5000;

    private readonly DiagnosticBag _diagnostics;
    private readonly IncludeLocator _includes;
    private readonly SmolerfileDialect _dialect;
    private readonly List<string> _chain = [];
    private int _count;

    /// <param name="diagnostics">Gets what is to be said.</param>
    /// <param name="context">The folder that included files are also looked for in; null to include nothing.</param>
    /// <param name="dialect">Whose rule holds where Docker's and smolBSD's differ.</param>
    public SmolerfileReader(DiagnosticBag diagnostics, string? context, SmolerfileDialect dialect)
    {
        _diagnostics = diagnostics;
        _dialect = dialect;
        _includes = new(context);
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="Storage.SmolException">It can't be opened.</exception>
    public SmolerfileSyntax ReadFile(string path) => Read(path, SourceReader.Load(path));

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="path">Its path, which messages name and included files are looked for beside.</param>
    /// <param name="bytes">All of it.</param>
    public SmolerfileSyntax Read(string path, ReadOnlySpan<byte> bytes)
    {
        SourceFile file = SourceReader.Decode(path, bytes, _diagnostics);
        ParserDirectives directives = ParserDirectives.Read(file, _diagnostics);
        if (_chain.Count == 0)
            _diagnostics.Check = directives.Check;
        _chain.Add(Path.GetFullPath(path));
        var instructions = new List<Instruction>();
        var lines = new LineReader(file, directives.Escape);
        int next = 1;
        while (_count < MostInstructions && lines.Next(next) is { } line)
        {
            next = line.NextLine;
            if (ReadInstruction(line, lines, directives.Escape, ref next) is { } instruction)
                instructions.Add(instruction);
        }
        if (_count == MostInstructions)
            _diagnostics.Error(DiagnosticRule.TooLarge, new(file, file.Text.Length, 0), $"there are more than {MostInstructions} instructions");
        _chain.RemoveAt(_chain.Count - 1);
        return new(file, directives, instructions);
    }

    private Instruction? ReadInstruction(LogicalLine line, LineReader lines, char escape, ref int next)
    {
        MappedText text = line.Text.Trim();
        if (text.Text.Length == 0)
            return null;
        _count++;
        if (line.EmptyContinuation is { } empty)
            _diagnostics.Warn(DiagnosticRule.NoEmptyContinuation, empty, "an empty line inside an instruction will be an error for Docker", "remove it, or make it a comment");
        IReadOnlyList<Heredoc> heredocs = ReadHeredocs(text, lines, ref next);
        return InstructionParser.Parse(text, heredocs, escape, _dialect, _diagnostics) switch
        {
            IncludeInstruction include => Include(include),
            Instruction other => other,
        };
    }

    private List<Heredoc> ReadHeredocs(MappedText text, LineReader lines, ref int next)
    {
        var heredocs = new List<Heredoc>();
        if (!InstructionParser.TakesHeredocs(text))
            return heredocs;
        foreach (HeredocMark mark in HeredocFinder.Find(text).Where(mark => !mark.IsInWord || InstructionParser.IsRun(text)))
        {
            if (lines.Heredoc(next, mark.Name, mark.StripsTabs) is { } found)
            {
                next = found.NextLine;
                heredocs.Add(new(mark.Word.Text, mark.Name, mark.FileDescriptor, mark.IsExpanded, mark.StripsTabs, found.Content));
                if (mark.IsInWord && _dialect == SmolerfileDialect.Docker)
                    _diagnostics.Warn(DiagnosticRule.HeredocInWord, mark.Word.Span, "Docker does not see a heredoc that begins inside a word", "put a blank before <<");
            }
            else if (!mark.IsInWord)
                RefuseUnterminated(mark, out next);
        }
        return heredocs;
    }

    /// <summary>All that follows is its text then, and is not read.</summary>
    private void RefuseUnterminated(HeredocMark mark, out int next)
    {
        _diagnostics.Error(DiagnosticRule.UnterminatedHeredoc, mark.Word.Span, $"no line '{mark.Name}' ends this heredoc", "the name must stand alone on its line, without blanks");
        next = mark.Word.Span.File.LineCount + 1;
    }

    private IncludeInstruction Include(IncludeInstruction include)
    {
        string from = _chain[^1];
        SourceSpan span = include.Path.Span;
        if (_includes.Find(span.File.Path, include.Path.Text) is not { } path)
        {
            _diagnostics.Error(DiagnosticRule.BadInclude, span, $"there is no file '{include.Path.Text}' to include", $"it is looked for beside {Path.GetFileName(from)}, in the context, and in the folder above");
            return include;
        }
        string full = Path.GetFullPath(path);
        if (_chain.Contains(full) || _chain.Count > DeepestInclude)
        {
            string chain = string.Join(" → ", _chain.SkipWhile(file => file != full && _chain.Contains(full)).Append(full).Select(Path.GetFileName));
            _diagnostics.Error(DiagnosticRule.BadInclude, span, _chain.Contains(full) ? $"the file includes itself: {chain}" : $"files include each other more than {DeepestInclude} deep: {chain}");
            return include;
        }
        try
        {
            return include with { Included = ReadFile(path).Instructions };
        }
        catch (Storage.SmolException failure)
        {
            _diagnostics.Error(DiagnosticRule.BadInclude, span, $"'{path}' {failure.Problem}", failure.Hint);
            return include;
        }
    }
}
