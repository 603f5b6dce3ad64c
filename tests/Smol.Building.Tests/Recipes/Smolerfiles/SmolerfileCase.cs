using System.Text;
using Smol.Building.Recipes.Smolerfiles;
using Smol.Building.Recipes.Smolerfiles.Diagnostics;
using Smol.Building.Recipes.Smolerfiles.Ignoring;
using Smol.Building.Recipes.Smolerfiles.Labels;
using Smol.Building.Recipes.Smolerfiles.Planning;
using Smol.Building.Recipes.Smolerfiles.Syntax;

namespace Smol.Building.Tests.Recipes.Smolerfiles;

/// <summary>
/// A small SMOLerfile and what becomes of it. In a file of cases, <c>=== NAME OPTION…</c> begins one and <c>---</c> stands before what is
/// expected. Options are <c>plan</c>, <c>dialect=</c>, <c>target=</c>, <c>arg:NAME=VALUE</c>, <c>file=</c>, <c>ignore=</c> and <c>arch=</c>; in the input, <c>␍</c> is a
/// carriage return, <c>␠</c> a blank, <c>␀</c> a zero byte, and <c>␄</c> the end.
/// </summary>
public sealed record SmolerfileCase(string Name, IReadOnlyList<string> Options, string Input, string Expected)
{
    /// <summary>The cases of a file.</summary>
    public static IEnumerable<SmolerfileCase> Load(string path)
    {
        foreach (string part in ("\n" + File.ReadAllText(path)).Split("\n=== ", StringSplitOptions.RemoveEmptyEntries))
        {
            int end = part.IndexOf('\n', StringComparison.Ordinal);
            string[] words = part[..end].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            int middle = part.IndexOf("\n---\n", StringComparison.Ordinal);
            yield return new(words[0], words[1..], part[(end + 1)..(middle + 1)], part[(middle + 5)..].TrimEnd('\n') + "\n");
        }
    }

    /// <summary>What the file says.</summary>
    public byte[] Bytes => Encoding.UTF8.GetBytes(Input.Replace('␍', '\r').Replace('␠', ' ').Replace('␀', '\0').Split('␄')[0]);

    /// <summary>Reads it.</summary>
    public Smolerfile Read() => Smolerfile.Read(Option("file") ?? "Dockerfile.test", Bytes, new()
    {
        Dialect = DialectNames.Find(Option("dialect")),
        Target = Option("target"),
        Architecture = Option("arch") ?? "amd64",
        BuildArguments = Options.Where(option => option.StartsWith("arg:", StringComparison.Ordinal)).Select(option => option[4..].Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]),
        Ignore = Option("ignore") is { } ignore ? IgnoreRules.Parse(".dockerignore", ignore.Replace(',', '\n')) : IgnoreRules.None,
    });

    /// <summary>The instructions, or the plan, and the findings.</summary>
    public string Render()
    {
        Smolerfile read = Read();
        var text = new StringBuilder();
        if (!Options.Contains("plan"))
        {
            foreach (Instruction instruction in read.Syntax.Instructions)
                text.Append(JsonLines.Line(SyntaxJson.Of(instruction), "at")).Append('\n');
        }
        else if (read.Plan is { } plan)
        {
            System.Text.Json.Nodes.JsonObject settings = PlanJson.Of(plan.Settings);
            if (plan.Settings.Options.Packages is ["pkgin", "pkg_tarup", "pkg_install", "sqlite3", "curl", "rsync"])
                settings["packages"] = "default";
            text.Append(JsonLines.Line(new() { ["settings"] = settings })).Append('\n');
            foreach (StagePlan stage in plan.Stages)
                Render(stage, text);
        }
        foreach (Diagnostic finding in read.Diagnostics)
            text.Append($"{finding.Severity.ToString().ToLowerInvariant()} {finding.Span.Line}:{finding.Span.Column} {finding.Rule}: {finding.Message}{(finding.Hint is null ? "" : $" ({finding.Hint})")}\n");
        return text.ToString();
    }

    private static void Render(StagePlan stage, StringBuilder text)
    {
        text.Append($"stage {stage.Index} {stage.Name} from {stage.Base}{(stage.NeedsGuest ? ", needs a guest" : "")}\n");
        foreach (PlanStep step in stage.Steps)
            text.Append("  ").Append(JsonLines.Line(WithoutPath(PlanJson.Of(step)), "at")).Append('\n');
        text.Append("  = ").Append(JsonLines.Line(WithoutPath(PlanJson.Of(stage.Configuration)))).Append('\n');
    }

    /// <summary>The same path in each case would only hide what differs.</summary>
    private static System.Text.Json.Nodes.JsonObject WithoutPath(System.Text.Json.Nodes.JsonObject json)
    {
        if (json["environment"] is System.Text.Json.Nodes.JsonArray variables && variables.FirstOrDefault(variable => variable!["name"]!.ToString() == "PATH") is { } path
            && path["value"]!.ToString() == Building.Recipes.Smolerfiles.Variables.PredefinedArguments.Path(Guests.GuestKind.NetBsd))
            variables.Remove(path);
        if (json["environment"] is System.Text.Json.Nodes.JsonArray { Count: 0 })
            json.Remove("environment");
        return json;
    }

    private string? Option(string name) => Options.FirstOrDefault(option => option.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];
}
