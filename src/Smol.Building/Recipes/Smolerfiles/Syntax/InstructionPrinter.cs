using System.Text;
using Smol.Building.Recipes.Smolerfiles.Lexing;

namespace Smol.Building.Recipes.Smolerfiles.Syntax;

/// <summary>Writes instructions in one form: capitals, one line, no comments. What is written is read as the same again.</summary>
public static class InstructionPrinter
{
    /// <summary>A whole file.</summary>
    public static string Print(SmolerfileSyntax syntax)
    {
        var text = new StringBuilder();
        if (syntax.Directives.Escape != '\\')
            text.Append("# escape=").Append(syntax.Directives.Escape).Append('\n');
        foreach (Instruction instruction in syntax.Instructions)
            text.Append(Print(instruction)).Append('\n');
        return text.ToString();
    }

    /// <summary>An instruction with its heredocs, without a newline at the end.</summary>
    public static string Print(Instruction instruction)
    {
        var text = new StringBuilder(Line(instruction));
        // A line that ends in the escape letter is only at the end of a file, where another one was taken away.
        if (text.Length > 1 && text[^1] == instruction.Head.Escape && text[^2] != instruction.Head.Escape)
            text.Append(' ').Append(instruction.Head.Escape);
        foreach (Heredoc heredoc in instruction.Head.Heredocs)
            text.Append('\n').Append(heredoc.Content.Text).Append(heredoc.Name);
        return text.ToString();
    }

    /// <summary>An instruction without its heredocs.</summary>
    public static string Line(Instruction instruction) => instruction switch
    {
        FromInstruction from => Join("FROM", Flag(from, "platform", from.Platform), from.Base.Text, from.Name is null ? null : $"AS {from.Name.Text}"),
        RunInstruction run => Join("RUN", Flags(run, "mount", run.Mounts), Flag(run, "network", run.Network), Flag(run, "security", run.Security), Command(run.Command)),
        CommandInstruction command => Join(command.Head.Verb, Command(command.Command)),
        ShellInstruction shell => Join("SHELL", Json(shell.Words)),
        CopyInstruction copy => Join(copy.Head.Verb, CopyFlagsOf(copy), copy.IsJson
            ? Json([.. copy.Sources.Select(source => source.Word), copy.Destination])
            : Words([.. copy.Sources.Select(source => source.Word), copy.Destination])),
        PairsInstruction { IsLegacy: true, Pairs: [var pair] } legacy => Join(legacy.Head.Verb, pair.Key.Text, pair.Value!.Text),
        PairsInstruction pairs => Join(pairs.Head.Verb, string.Join(' ', pairs.Pairs.Select(pair => pair.Value is null ? pair.Key.Text : $"{pair.Key.Text}={pair.Value.Text}"))),
        WordsInstruction words => Join(words.Head.Verb, words.IsJson ? Json(words.Words) : Words(words.Words)),
        ValueInstruction value => Join(value.Head.Verb, value.Value.Text),
        HealthcheckInstruction { Command: null } => "HEALTHCHECK NONE",
        HealthcheckInstruction health => Join("HEALTHCHECK", string.Join(' ', health.Flags.Select(flag => Flag(health, flag.Key, flag.Value))), "CMD", health.Command.IsShell ? health.Command.Words[0].Text : Json(health.Command.Words)),
        OnbuildInstruction onbuild => Join("ONBUILD", Line(onbuild.Inner)),
        IncludeInstruction include => Join("INCLUDE", include.Path.Text),
        _ => instruction.Head.Verb,
    };

    private static string CopyFlagsOf(CopyInstruction copy)
    {
        CopyFlags flags = copy.Flags;
        string?[] parts =
        [
            Flag(copy, "from", flags.From), Flag(copy, "chown", flags.Chown), Flag(copy, "chmod", flags.Chmod), Flag(copy, "checksum", flags.Checksum),
            Flags(copy, "exclude", flags.Excludes), flags.Link is null ? null : "--link", flags.Parents ? "--parents" : null,
            flags.Unpack is { } unpack ? $"--unpack={(unpack ? "true" : "false")}" : null,
        ];
        return Join(parts);
    }

    private static string Flags(Instruction instruction, string name, IEnumerable<MappedText> values) =>
        string.Join(' ', values.Select(value => Flag(instruction, name, value)));

    private static string? Flag(Instruction instruction, string name, MappedText? value)
    {
        if (value is null)
            return null;
        char escape = instruction.Head.Escape;
        string text = string.Concat(value.Text.Select(letter => char.IsWhiteSpace(letter) || letter is '"' or '\'' || letter == escape ? $"{escape}{letter}" : $"{letter}"));
        return $"--{name}={text}";
    }

    /// <summary>What begins like a flag stands behind <c>--</c>.</summary>
    private static string Command(CommandLine command) => command.IsShell ? Operand(command.Words[0].Text) : Json(command.Words);

    private static string Words(IReadOnlyList<MappedText> words) => Operand(string.Join(' ', words.Select(word => word.Text)));

    private static string Operand(string text) => text.StartsWith("--", StringComparison.Ordinal) ? "-- " + text : text;

    private static string Json(IEnumerable<MappedText> words) => JsonStrings.Write(words.Select(word => word.Text));

    private static string Join(params string?[] parts) => string.Join(' ', parts.Where(part => !string.IsNullOrEmpty(part)));
}
