using System.Text.RegularExpressions;
using Smol.Building.Recipes.Smolerfiles.Diagnostics;
using Smol.Building.Recipes.Smolerfiles.Labels;
using Smol.Building.Recipes.Smolerfiles.Lexing;
using Smol.Building.Recipes.Smolerfiles.Syntax;
using Smol.Building.Recipes.Smolerfiles.Variables;

namespace Smol.Building.Recipes.Smolerfiles.Planning;

/// <summary>Does what <c>ARG</c>, <c>ENV</c> and <c>LABEL</c> say.</summary>
internal sealed partial class VariablePlanner(PlanContext context, StageState stage, PairsInstruction pairs)
{
    /// <summary>Does it.</summary>
    public void Plan()
    {
        int count = pairs.Head.Verb == "LABEL" ? stage.Configuration.Labels.Count : stage.Variables.Visible.Count();
        if (count + pairs.Pairs.Count > StageVariables.Most)
        {
            context.Diagnostics.Error(DiagnosticRule.TooLarge, pairs.Span, $"a stage can't have more than {StageVariables.Most} variables, or labels");
            return;
        }
        switch (pairs.Head.Verb)
        {
            case "ARG":
                foreach (KeyValue pair in pairs.Pairs)
                    SetArgument(pair);
                break;
            case "ENV":
                SetEnvironment();
                break;
            default:
                SetLabels();
                break;
        }
    }

    private void SetArgument(KeyValue pair)
    {
        string name = pair.Key.Text;
        WarnOfSecret(pair.Key);
        stage.Variables.Declare(name);
        if (stage.Variables.HasEnvironment(name))
            context.Diagnostics.Warn(DiagnosticRule.EnvOverridesArg, pair.Key.Span, $"ENV has set {name}, and ARG does not change it", "give one of them another name");
        if (context.Options.BuildArguments.TryGetValue(name, out string? given))
        {
            context.Asked.Add(name);
            stage.Variables.SetArgument(new(name, given));
        }
        else if (pair.Value is { } value)
        {
            if (Value(value) is { } variable)
                stage.Variables.SetArgument(variable with { Name = name });
        }
        else if (context.Global.TryGetValue(name, out string? inherited))
        {
            stage.Variables.SetArgument(new(name, inherited));
        }
    }

    /// <summary>What a pair uses are the values before the instruction, whatever the others set.</summary>
    private void SetEnvironment()
    {
        var set = new List<EnvironmentVariable>();
        List<EnvironmentVariable> visible = [.. stage.Variables.Visible];
        foreach (KeyValue pair in pairs.Pairs)
        {
            WarnOfSecret(pair.Key);
            if (context.Expand(stage, pairs, pair.Key) is not { } name || Value(pair.Value!) is not { } variable)
                continue;
            if (name.Length == 0 || name.Contains('=', StringComparison.Ordinal))
                context.Diagnostics.Error(DiagnosticRule.BadValue, pair.Key.Span, $"'{name}' can't be the name of a variable");
            else
                set.Add(variable with { Name = name });
        }
        foreach (EnvironmentVariable variable in set)
            stage.Variables.SetEnvironment(variable);
        stage.Steps.Add(new EnvironmentStep(pairs.Span, InstructionPrinter.Line(pairs), set, visible));
    }

    private void SetLabels()
    {
        var labels = new Dictionary<string, string>(stage.Configuration.Labels);
        foreach (KeyValue pair in pairs.Pairs)
        {
            if (context.Expand(stage, pairs, pair.Key) is not { } key || context.Expand(stage, pairs, pair.Value!) is not { } value)
                continue;
            labels[key] = value;
            if (OwnLabels.Find(key) is { } name)
                stage.Labels.Add(new(name, value, pair.Key.Span, pair.Value!.Text.Length > 0 ? pair.Value.Span : pair.Key.Span));
        }
        stage.Configuration = stage.Configuration with { Labels = labels };
        stage.Steps.Add(new ConfigurationStep(pairs.Span, InstructionPrinter.Line(pairs)));
    }

    /// <summary>A value, known or for the guest's shell; null when it can't be expanded.</summary>
    private EnvironmentVariable? Value(MappedText text)
    {
        bool isCommand = Command().Match(text.Text).Groups["command"] is { Success: true } command && (command.Value != "`" || pairs.Head.Escape != '`');
        if (context.Dialect == SmolerfileDialect.SmolBsd && (isCommand || UsesShellValue(text)))
            return new("", text.Text, IsForShell: true);
        if (isCommand)
            context.Diagnostics.Warn(DiagnosticRule.DialectDiffers, text.Span, "a value is no command: Docker takes it as it is, and smolBSD's dialect runs it in the guest", "--dialect smolbsd, or LABEL smolbsd.dialect=smolbsd, runs it");
        return context.Expand(stage, pairs, text) is { } value ? new("", value) : null;
    }

    private bool UsesShellValue(MappedText text)
    {
        try
        {
            return new WordExpander(text.Text, pairs.Head.Escape, ExpansionForm.Word, stage.Variables.Find, context.Budget).Run().Used.Any(stage.Variables.IsForShell);
        }
        catch (ExpansionException)
        {
            return false;
        }
    }

    private void WarnOfSecret(MappedText key)
    {
        if (Secret().IsMatch(key.Text) && !Public().IsMatch(key.Text))
            context.Diagnostics.Warn(DiagnosticRule.SecretsUsedInArgOrEnv, key.Span, $"a secret in {key.Text} stays in the image", "RUN --mount=type=secret gives it to one command only");
    }

    /// <summary>A command substitution that is in no single quotes and behind no backslash.</summary>
    [GeneratedRegex(@"\A(?>(?:'[^']*'|\\.|(?!\$\(|`)[^'\\]|\\\z|')*)(?<command>\$\(|`)?")]
    private static partial Regex Command();

    [GeneratedRegex(@"(_|\A)(apikey|auth|credentials?|key|password|pword|passwd|secret|token)(_|\z)", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();

    [GeneratedRegex(@"(_|\A)public(_|\z)", RegexOptions.IgnoreCase)]
    private static partial Regex Public();
}
