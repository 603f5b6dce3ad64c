using System.Text.RegularExpressions;
using Smol.Building.Recipes.Smolerfiles.Diagnostics;
using Smol.Building.Recipes.Smolerfiles.Lexing;
using Smol.Building.Recipes.Smolerfiles.Syntax;

namespace Smol.Building.Recipes.Smolerfiles.Parsing;

/// <summary>Reads the forms that arguments have: a command, a JSON array, pairs, or one value.</summary>
/// <param name="head">The instruction's head.</param>
/// <param name="rest">What stands behind its flags.</param>
/// <param name="dialect">Whose rule holds.</param>
/// <param name="diagnostics">Gets what is wrong.</param>
internal sealed partial class ArgumentReader(InstructionHead head, MappedText rest, SmolerfileDialect dialect, DiagnosticBag diagnostics)
{
    /// <summary>What stands behind the flags.</summary>
    public MappedText Rest => rest;

    /// <summary>A JSON array, or else a text for the shell; null when it is neither.</summary>
    public CommandLine? Command(bool mayBeEmpty)
    {
        if (rest.Text.Length == 0)
            return Refuse<CommandLine>($"{head.Verb} needs a command", mayBeEmpty ? $"{head.Verb} [] takes away that of the base" : null);
        IReadOnlyList<MappedText>? words = JsonStrings.Read(rest, out SourceSpan? stranger);
        if (stranger is { } span)
            return NotAString<CommandLine>(span);
        if (words is null)
        {
            WarnOfBrokenJson();
            return new(true, [rest]);
        }
        if (words.Count == 0 && !mayBeEmpty)
            return Refuse<CommandLine>($"{head.Verb} needs a command");
        return HasZero(words) ? null : new(false, words);
    }

    /// <summary>A JSON array; null when it is none, or when it was refused.</summary>
    public IReadOnlyList<MappedText>? Json()
    {
        IReadOnlyList<MappedText>? words = JsonStrings.Read(rest, out SourceSpan? stranger);
        if (words is null)
            WarnOfBrokenJson();
        if (stranger is { } span)
            return NotAString<IReadOnlyList<MappedText>>(span);
        return words is null || HasZero(words) ? null : words;
    }

    /// <summary><c>NAME=VALUE…</c>, or for <c>ENV</c> and <c>LABEL</c> the old <c>NAME VALUE</c>, or for <c>ARG</c> names alone.</summary>
    public PairsInstruction? Pairs()
    {
        bool isArg = head.Verb == "ARG";
        bool isForShell = dialect == SmolerfileDialect.SmolBsd && head.Verb != "LABEL";
        // smolBSD gives the shell all that stands behind ARG as one assignment.
        IReadOnlyList<MappedText> words = isForShell && isArg && rest.Text.Length > 0 ? [rest] : WordSplitter.Quoted(rest, head.Escape, isForShell);
        if (words.Count == 0)
            return Refuse<PairsInstruction>($"{head.Verb} needs at least one argument", isArg ? "write ARG NAME or ARG NAME=VALUE" : $"write {head.Verb} NAME=VALUE");
        if (!isArg && !words[0].Text.Contains('=', StringComparison.Ordinal))
            return LegacyPair();
        var pairs = new List<KeyValue>();
        foreach (MappedText word in words)
        {
            int equals = word.Text.IndexOf('=', StringComparison.Ordinal);
            if (equals == 0)
                return Refuse<PairsInstruction>("a name is missing before '='", null, word);
            if (equals < 0 && !isArg)
                return Refuse<PairsInstruction>($"'{word.Text}' has no '='", HintFor(words), word);
            pairs.Add(equals < 0 ? new(word, null) : new(word.Slice(0, equals), word.Slice(equals + 1)));
        }
        return new(head, pairs, false);
    }

    /// <summary>All of it as one value.</summary>
    public MappedText? Value() => rest.Text.Length > 0 ? rest : Refuse<MappedText>($"{head.Verb} needs an argument");

    /// <summary>Says what is wrong with the arguments.</summary>
    public T? Refuse<T>(string problem, string? hint = null, MappedText? at = null) where T : class
    {
        SourceSpan span = at?.Span ?? (rest.Text.Length > 0 ? rest.Span : head.VerbSpan);
        diagnostics.Error(DiagnosticRule.BadArguments, span, problem, hint);
        return null;
    }

    private static string HintFor(IReadOnlyList<MappedText> words) => words.Any(word => word.Text.Contains("$(", StringComparison.Ordinal))
        ? "a command in a value is smolBSD's dialect: --dialect smolbsd"
        : "write NAME=VALUE, and quotes around a value that has blanks";

    private PairsInstruction? LegacyPair()
    {
        int end = rest.Text.AsSpan().IndexOfAny(" \t\v\f\r");
        if (end < 0)
            return Refuse<PairsInstruction>($"{head.Verb} needs a name and a value", $"write {head.Verb} {rest.Text}=VALUE");
        MappedText key = rest.Slice(0, end);
        diagnostics.Warn(DiagnosticRule.LegacyKeyValueFormat, key.Span, "a name and its value are joined by '='", $"write {head.Verb} {key.Text}=VALUE");
        return new(head, [new(key, rest.Slice(end).Trim())], true);
    }

    private T? NotAString<T>(SourceSpan span) where T : class
    {
        diagnostics.Error(DiagnosticRule.BadArguments, span, "the array must hold strings only", "put it in double quotes");
        return null;
    }

    private bool HasZero(IReadOnlyList<MappedText> words)
    {
        if (words.FirstOrDefault(word => word.Text.Contains('\0', StringComparison.Ordinal)) is not { } word)
            return false;
        diagnostics.Error(DiagnosticRule.BadArguments, word.Span, "a zero byte can't be in an argument");
        return true;
    }

    private void WarnOfBrokenJson()
    {
        if (BrokenJson().IsMatch(rest.Text))
            diagnostics.Warn(DiagnosticRule.InvalidJsonForm, rest.Span, "this looks like a JSON array, is none, and so counts as the shell form", "JSON has double quotes, commas between, and none behind the last");
    }

    /// <summary>An array of quoted words; test(1), which also begins with a bracket, has no commas.</summary>
    [GeneratedRegex(@"\A\[\s*(""[^""]*""|'[^']*')\s*(,|\]?\z)|\A\[\s*(""[^""]*)?\z")]
    private static partial Regex BrokenJson();
}
