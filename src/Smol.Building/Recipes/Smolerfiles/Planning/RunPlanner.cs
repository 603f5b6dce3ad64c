using Smol.Building.Recipes.Smolerfiles.Diagnostics;
using Smol.Building.Recipes.Smolerfiles.Lexing;
using Smol.Building.Recipes.Smolerfiles.Syntax;
using Smol.Building.Recipes.Smolerfiles.Variables;

namespace Smol.Building.Recipes.Smolerfiles.Planning;

/// <summary>Makes a step of a <c>RUN</c>.</summary>
internal sealed class RunPlanner(PlanContext context, StageState stage, RunInstruction run)
{
    /// <summary>Adds the step, unless something is wrong.</summary>
    public void Plan()
    {
        var mounts = new List<RunMount>();
        var reader = new MountReader(context, stage, run);
        int read = run.Mounts.Count(mount => reader.TryRead(mount, mounts));
        if (Network() is not { } hasNetwork || read < run.Mounts.Count)
            return;
        if (run.Security is { } security)
            CheckSecurity(security);
        if (run.Command.IsShell && context.Dialect == SmolerfileDialect.Docker)
            WarnOfDialect();
        InlineFile? script = Script();
        stage.Steps.Add(new RunStep(run.Span, InstructionPrinter.Print(run), script is null ? Arguments() : [], Environment(), stage.Configuration.WorkingDirectory, stage.Configuration.User)
        {
            Script = script,
            Mounts = mounts,
            HasNetwork = hasNetwork,
            Hosts = context.Options.Hosts,
        });
    }

    /// <summary>A command that is nothing but a heredoc is its text.</summary>
    private Heredoc? OnlyHeredoc => run.Command.IsShell && run.Head.Heredocs is [var heredoc] && heredoc.Mark == run.Command.Words[0].Text ? heredoc : null;

    private InlineFile? Script() => OnlyHeredoc is { } heredoc && heredoc.Stripped.StartsWith("#!", StringComparison.Ordinal) ? new(heredoc.Name, heredoc.Stripped) : null;

    private List<string> Arguments()
    {
        if (!run.Command.IsShell)
            return [.. run.Command.Words.Select(word => word.Text)];
        string text = OnlyHeredoc?.Stripped ?? run.Command.Words[0].Text + string.Concat(run.Head.Heredocs.Select(heredoc => $"\n{heredoc.Content.Text}{heredoc.Name}"));
        if (context.Dialect == SmolerfileDialect.Docker)
            return [.. stage.Shell, text];
        // smolBSD writes the text between double quotes of a script, and escapes nothing but those quotes.
        string quoted = text.Replace("\"", "\\\"", StringComparison.Ordinal);
        return ["/bin/sh", "-c", $"exec {string.Join(' ', stage.Shell.Select(Quote))} \"{quoted}\""];
    }

    private static string Quote(string word) =>
        word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '-' or '_' or '.') ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private List<EnvironmentVariable> Environment()
    {
        List<EnvironmentVariable> visible = [.. stage.Variables.Visible];
        IEnumerable<EnvironmentVariable> proxies = context.Options.BuildArguments
            .Where(argument => PredefinedArguments.IsProxy(argument.Key) && !visible.Exists(variable => variable.Name == argument.Key))
            .Select(argument => new EnvironmentVariable(argument.Key, argument.Value) { IsPassing = true });
        return [.. proxies, .. visible];
    }

    private bool? Network()
    {
        switch (run.Network?.Text)
        {
            case null or "default":
                return context.Options.HasNetwork;
            case "none":
                return false;
            case "host":
                context.Diagnostics.Error(DiagnosticRule.UnsupportedFlag, run.Network.Span, "a guest has no part in the host's network", "leave --network out: the guest reaches the network through the host");
                return null;
            default:
                context.Diagnostics.Error(DiagnosticRule.BadFlag, run.Network.Span, $"'{run.Network.Text}' is no network of RUN", "there are default and none");
                return null;
        }
    }

    private void CheckSecurity(MappedText security)
    {
        if (security.Text is "sandbox" or "insecure")
            context.Diagnostics.Note(DiagnosticRule.FlagWithoutEffect, security.Span, "RUN has a machine of its own, whatever --security says");
        else
            context.Diagnostics.Error(DiagnosticRule.BadFlag, security.Span, $"'{security.Text}' is no security mode", "there are sandbox and insecure");
    }

    private void WarnOfDialect()
    {
        foreach (MappedText text in run.Head.Heredocs.Select(heredoc => heredoc.Content).Prepend(run.Command.Words[0]))
        {
            int at = text.Text.IndexOf("\\$", StringComparison.Ordinal);
            if (at < 0)
                continue;
            context.Diagnostics.Warn(DiagnosticRule.DialectDiffers, text.SpanOf(at, 2), "the shell gets '\\$' as it is, where smolBSD's dialect gives it '$'", "--dialect smolbsd, or LABEL smolbsd.dialect=smolbsd, takes it so");
            return;
        }
    }
}
