using System.Globalization;
using System.Text.Json.Nodes;
using Smol.Building.Recipes.Smolerfiles.Lexing;

namespace Smol.Building.Recipes.Smolerfiles.Syntax;

/// <summary>The instructions of a SMOLerfile as JSON, which is what <c>--print ast</c> shows.</summary>
public static class SyntaxJson
{
    /// <summary>A whole file.</summary>
    public static JsonObject Of(SmolerfileSyntax syntax) => new()
    {
        ["file"] = syntax.File.Path,
        ["escape"] = syntax.Directives.Escape.ToString(),
        ["instructions"] = Array(syntax.Instructions.Select(Of)),
    };

    /// <summary>An instruction: its verb, its place, and what it holds; what is not said is left out.</summary>
    public static JsonObject Of(Instruction instruction)
    {
        var json = new JsonObject { ["verb"] = instruction.Head.Verb, ["at"] = instruction.Span.ToString() };
        foreach ((string name, JsonNode? value) in Fields(instruction))
        {
            if (value is not null)
                json[name] = value;
        }
        if (instruction is not OnbuildInstruction && instruction.Head.Heredocs.Count > 0)
            json["heredocs"] = Array(instruction.Head.Heredocs.Select(Of));
        return json;
    }

    private static IEnumerable<(string Name, JsonNode? Value)> Fields(Instruction instruction) => instruction switch
    {
        FromInstruction from => [("platform", Text(from.Platform)), ("base", Text(from.Base)), ("name", Text(from.Name))],
        RunInstruction run => [("mounts", Texts(run.Mounts)), ("network", Text(run.Network)), ("security", Text(run.Security)), Command(run.Command)],
        CommandInstruction command => [Command(command.Command)],
        ShellInstruction shell => [("exec", Texts(shell.Words))],
        CopyInstruction copy => Fields(copy),
        PairsInstruction pairs => [("legacy", pairs.IsLegacy ? JsonValue.Create(true) : null), ("pairs", Array(pairs.Pairs.Select(Of)))],
        WordsInstruction words => [("words", Texts(words.Words))],
        ValueInstruction value => [("value", Text(value.Value))],
        HealthcheckInstruction health => [("flags", Of(health.Flags)), health.Command is null ? ("none", JsonValue.Create(true)) : Command(health.Command)],
        OnbuildInstruction onbuild => [("instruction", Of(onbuild.Inner))],
        IncludeInstruction include => [("path", Text(include.Path)), ("included", Array(include.Included.Select(Of)))],
        _ => [("invalid", JsonValue.Create(true))],
    };

    private static IEnumerable<(string Name, JsonNode? Value)> Fields(CopyInstruction copy) =>
    [
        ("from", Text(copy.Flags.From)), ("chown", Text(copy.Flags.Chown)), ("chmod", Text(copy.Flags.Chmod)), ("checksum", Text(copy.Flags.Checksum)),
        ("exclude", Texts(copy.Flags.Excludes)), ("link", copy.Flags.Link is null ? null : JsonValue.Create(true)),
        ("parents", copy.Flags.Parents ? JsonValue.Create(true) : null), ("unpack", copy.Flags.Unpack is { } unpack ? JsonValue.Create(unpack) : null),
        ("sources", Texts(copy.Sources.Select(source => source.Word))), ("destination", Text(copy.Destination)),
    ];

    private static (string Name, JsonNode? Value) Command(CommandLine command) =>
        command.IsShell ? ("shell", Text(command.Words[0])) : ("exec", Array(command.Words.Select(word => (JsonNode)word.Text)));

    private static JsonObject Of(Heredoc heredoc)
    {
        var json = new JsonObject { ["name"] = heredoc.Name };
        if (heredoc.FileDescriptor != 0)
            json["fd"] = heredoc.FileDescriptor.ToString(CultureInfo.InvariantCulture);
        if (!heredoc.IsExpanded)
            json["expand"] = false;
        if (heredoc.StripsTabs)
            json["strip"] = true;
        json["content"] = heredoc.Content.Text;
        return json;
    }

    private static JsonObject Of(KeyValue pair) => pair.Value is null ? new() { ["name"] = pair.Key.Text } : new() { ["name"] = pair.Key.Text, ["value"] = pair.Value.Text };

    private static JsonObject? Of(IReadOnlyDictionary<string, MappedText> flags)
    {
        if (flags.Count == 0)
            return null;
        var json = new JsonObject();
        foreach ((string name, MappedText value) in flags)
            json[name] = value.Text;
        return json;
    }

    private static JsonValue? Text(MappedText? text) => text is null ? null : JsonValue.Create(text.Text);

    private static JsonArray? Texts(IEnumerable<MappedText> texts) => Array(texts.Select(text => (JsonNode)text.Text)) is { Count: > 0 } array ? array : null;

    private static JsonArray Array(IEnumerable<JsonNode> nodes) => new([.. nodes]);
}
