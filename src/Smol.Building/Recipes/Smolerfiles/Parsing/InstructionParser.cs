using System.Text.RegularExpressions;
using Smol.Building.Recipes.Smolerfiles.Diagnostics;
using Smol.Building.Recipes.Smolerfiles.Lexing;
using Smol.Building.Recipes.Smolerfiles.Syntax;

namespace Smol.Building.Recipes.Smolerfiles.Parsing;

/// <summary>Makes an instruction of a line.</summary>
internal sealed partial class InstructionParser
{
    private readonly InstructionHead _head;
    private readonly MappedText _rest;
    private readonly FlagReader _flags;
    private readonly ArgumentReader _arguments;
    private readonly SmolerfileDialect _dialect;
    private readonly DiagnosticBag _diagnostics;

    private InstructionParser(InstructionHead head, MappedText rest, SmolerfileDialect dialect, DiagnosticBag diagnostics)
    {
        (IReadOnlyList<FlagText> flags, MappedText operands) = FlagSplitter.Split(rest, head.Escape);
        _head = head;
        _rest = operands;
        _dialect = dialect;
        _diagnostics = diagnostics;
        _flags = new(head.Verb, flags, diagnostics);
        _arguments = new(head, operands, dialect, diagnostics);
    }

    /// <summary>Whether heredocs can follow a line: those of <c>ONBUILD</c> are its inner instruction's.</summary>
    public static bool TakesHeredocs(MappedText line)
    {
        (MappedText verb, MappedText rest) = SplitVerb(line);
        string name = verb.Text.ToUpperInvariant();
        if (name == "ONBUILD")
            return rest.Text.Length > 0 && !rest.Text.StartsWith("ONBUILD", StringComparison.OrdinalIgnoreCase) && TakesHeredocs(rest);
        MappedText operands = FlagSplitter.Split(rest, '\\').Operands;
        return Verbs.TakesHeredocs(name) && JsonStrings.Read(operands, out _) is null;
    }

    /// <summary>Whether a line is a <c>RUN</c>.</summary>
    public static bool IsRun(MappedText line) => SplitVerb(line).Verb.Text.Equals("RUN", StringComparison.OrdinalIgnoreCase);

    /// <summary>The instruction; an <see cref="InvalidInstruction"/> when it is none.</summary>
    public static Instruction Parse(MappedText line, IReadOnlyList<Heredoc> heredocs, char escape, SmolerfileDialect dialect, DiagnosticBag diagnostics)
    {
        (MappedText verb, MappedText rest) = SplitVerb(line);
        string name = verb.Text.ToUpperInvariant();
        var head = new InstructionHead(name, line.Span, verb.Span, escape, heredocs);
        if (!Verbs.All.ContainsKey(name))
        {
            diagnostics.Error(DiagnosticRule.UnknownInstruction, verb.Span, $"there is no instruction {Short(verb.Text)}", DiagnosticBag.Suggest(name, Verbs.All.Keys));
            return new InvalidInstruction(head);
        }
        var parser = new InstructionParser(head, rest, dialect, diagnostics);
        Instruction? instruction = parser.ParseVerb();
        return instruction is null || !parser._flags.IsValid ? new InvalidInstruction(head) : instruction;
    }

    private Instruction? ParseVerb() => _head.Verb switch
    {
        "FROM" => ParseFrom(),
        "RUN" => ParseRun(),
        "CMD" or "ENTRYPOINT" => _arguments.Command(mayBeEmpty: true) is { } command ? new CommandInstruction(_head, command) : null,
        "SHELL" => ParseShell(),
        "COPY" or "ADD" => new CopyParser(_head, _flags, _arguments, _diagnostics).Parse(),
        "ENV" or "LABEL" or "ARG" => _arguments.Pairs(),
        "EXPOSE" or "VOLUME" => ParseWords(),
        "HEALTHCHECK" => ParseHealthcheck(),
        "ONBUILD" => ParseOnbuild(),
        "INCLUDE" => ParseInclude(),
        _ => _arguments.Value() is { } value ? new ValueInstruction(_head, value) : null,
    };

    private FromInstruction? ParseFrom()
    {
        IReadOnlyList<MappedText> words = WordSplitter.AtBlanks(_rest);
        if (words.Count == 3 && words[1].Text.Equals("AS", StringComparison.OrdinalIgnoreCase))
        {
            if (char.IsUpper(words[1].Text[0]) != char.IsUpper(_head.VerbSpan.File.Text[_head.VerbSpan.Start]))
                _diagnostics.Warn(DiagnosticRule.FromAsCasing, words[1].Span, "FROM and AS are not in the same case");
            if (StageName().IsMatch(words[2].Text))
                return new(_head, _flags.Value("platform"), words[0], words[2]);
            _diagnostics.Error(DiagnosticRule.BadStageName, words[2].Span, $"'{words[2].Text}' can't be the name of a stage", "a name begins with a letter, and has letters, digits, '-', '_' and '.'");
            return null;
        }
        if (words.Count == 1)
            return new(_head, _flags.Value("platform"), words[0], null);
        if (words.Count == 0)
            return _arguments.Refuse<FromInstruction>("FROM needs sets, an image or a stage", "write FROM base,etc or FROM IMAGE AS NAME");
        bool areSets = words[0].Text.EndsWith(',') || words[1].Text.StartsWith(',');
        return _arguments.Refuse<FromInstruction>("FROM takes BASE or BASE AS NAME",
            areSets ? "write sets without blanks: base,etc" : "sets have commas between them, and a name stands behind AS", words[1]);
    }

    private RunInstruction? ParseRun()
    {
        if (_flags.Span("device") is { } device)
            return Unsupported("RUN --device gives devices of the host, and a guest has none of them", device);
        return _arguments.Command(mayBeEmpty: false) is { } command
            ? new(_head, command, _flags.Values("mount"), _flags.Value("network"), _flags.Value("security"))
            : null;
    }

    private RunInstruction? Unsupported(string reason, SourceSpan span)
    {
        _diagnostics.Error(DiagnosticRule.UnsupportedFlag, span, reason, "leave it out");
        return null;
    }

    private ShellInstruction? ParseShell() => _arguments.Json() switch
    {
        null => _arguments.Refuse<ShellInstruction>("SHELL needs a JSON array", "write SHELL [\"/bin/sh\", \"-c\"]"),
        [] => _arguments.Refuse<ShellInstruction>("SHELL names no program", "write SHELL [\"/bin/sh\", \"-c\"]"),
        IReadOnlyList<MappedText> words => new(_head, words),
    };

    private WordsInstruction? ParseWords()
    {
        IReadOnlyList<MappedText>? json = _head.Verb == "VOLUME" ? _arguments.Json() : null;
        IReadOnlyList<MappedText> words = json ?? WordSplitter.AtBlanks(_rest);
        return words.Count > 0 ? new(_head, words, json is not null) : _arguments.Refuse<WordsInstruction>($"{_head.Verb} needs at least one argument");
    }

    private HealthcheckInstruction? ParseHealthcheck()
    {
        (MappedText kind, MappedText command) = SplitVerb(_rest);
        switch (kind.Text.ToUpperInvariant())
        {
            case "NONE" when command.Text.Length == 0:
                return new(_head, null, _flags.All);
            case "NONE":
                return _arguments.Refuse<HealthcheckInstruction>("HEALTHCHECK NONE takes no arguments", null, command);
            case "CMD":
                CommandLine? line = new ArgumentReader(_head, command, _dialect, _diagnostics).Command(mayBeEmpty: false);
                return line is null ? null : new(_head, line, _flags.All);
            case "":
                return _arguments.Refuse<HealthcheckInstruction>("HEALTHCHECK needs CMD or NONE", "write HEALTHCHECK CMD COMMAND");
            default:
                return _arguments.Refuse<HealthcheckInstruction>($"HEALTHCHECK knows no '{Short(kind.Text)}'", "write HEALTHCHECK CMD COMMAND, or HEALTHCHECK NONE", kind);
        }
    }

    private OnbuildInstruction? ParseOnbuild()
    {
        (MappedText verb, MappedText _) = SplitVerb(_rest);
        string name = verb.Text.ToUpperInvariant();
        if (name.Length == 0)
            return _arguments.Refuse<OnbuildInstruction>("ONBUILD needs an instruction");
        if (name is "ONBUILD" or "FROM" or "MAINTAINER" or "INCLUDE")
        {
            _diagnostics.Error(DiagnosticRule.BadTrigger, verb.Span, $"{name} can't be an instruction of ONBUILD");
            return null;
        }
        Instruction inner = Parse(_rest, _head.Heredocs, _head.Escape, _dialect, _diagnostics);
        return inner is InvalidInstruction ? null : new(_head, inner);
    }

    private IncludeInstruction? ParseInclude()
    {
        IReadOnlyList<MappedText> words = WordSplitter.AtBlanks(_rest);
        return words.Count == 1
            ? new(_head, words[0], [])
            : _arguments.Refuse<IncludeInstruction>("INCLUDE takes one file", words.Count == 0 ? "write INCLUDE FILE" : "write an INCLUDE for each", words.ElementAtOrDefault(1));
    }

    private static (MappedText Verb, MappedText Behind) SplitVerb(MappedText text)
    {
        int end = text.Text.AsSpan().IndexOfAny(" \t\v\f\r");
        return end < 0 ? (text, text.Slice(text.Text.Length)) : (text.Slice(0, end), text.Slice(end).Trim());
    }

    private static string Short(string text) => text.Length > 40 ? text[..40] + "…" : text;

    [GeneratedRegex(@"\A[a-zA-Z][a-zA-Z0-9_.-]*\z")]
    private static partial Regex StageName();
}
