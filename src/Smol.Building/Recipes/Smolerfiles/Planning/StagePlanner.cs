using Smol.Building.Recipes.Smolerfiles.Diagnostics;
using Smol.Building.Recipes.Smolerfiles.Labels;
using Smol.Building.Recipes.Smolerfiles.Lexing;
using Smol.Building.Recipes.Smolerfiles.Syntax;
using Smol.Storage;

namespace Smol.Building.Recipes.Smolerfiles.Planning;

/// <summary>Goes through the instructions of a stage.</summary>
internal sealed class StagePlanner(PlanContext context, StageState stage)
{
    private const int MostOfAKind = 1000;

    /// <summary>Does what one says.</summary>
    public void Plan(Instruction instruction)
    {
        switch (instruction)
        {
            case PairsInstruction pairs:
                new VariablePlanner(context, stage, pairs).Plan();
                break;
            case RunInstruction run:
                new RunPlanner(context, stage, run).Plan();
                break;
            case CopyInstruction copy:
                new CopyPlanner(context, stage, copy).Plan();
                break;
            case CommandInstruction command:
                SetCommand(command);
                break;
            case ShellInstruction shell:
                Configure(shell, stage.Configuration with { Shell = Texts(shell.Words) });
                break;
            case HealthcheckInstruction health:
                SetHealthcheck(health);
                break;
            case OnbuildInstruction onbuild:
                Configure(onbuild, stage.Configuration with { OnBuild = [.. stage.Configuration.OnBuild, InstructionPrinter.Print(onbuild.Inner)] });
                break;
            case WordsInstruction { Head.Verb: "EXPOSE" } expose:
                Expose(expose);
                break;
            case WordsInstruction volume:
                AddVolumes(volume);
                break;
            case ValueInstruction value:
                SetValue(value);
                break;
        }
    }

    /// <summary>Adds the labels of the command line.</summary>
    public void AddLabels(IEnumerable<KeyValuePair<string, string>> labels)
    {
        foreach ((string key, string value) in labels)
        {
            var place = new SourceFile("--label", $"{key}={value}");
            var all = new SourceSpan(place, 0, place.Text.Length);
            if (OwnLabels.Find(key) is { } name)
                stage.Labels.Add(new(name, value, all, all));
            stage.Configuration = stage.Configuration with { Labels = new Dictionary<string, string>(stage.Configuration.Labels) { [key] = value } };
            stage.Steps.Add(new ConfigurationStep(all, $"LABEL {key}={value}"));
        }
    }

    private void SetCommand(CommandInstruction command)
    {
        WarnOfSecond(command);
        bool isReplaced = command.Command.IsShell && command.Command.Words[0].Text.StartsWith("exec ", StringComparison.Ordinal);
        if (command.Command.IsShell && !isReplaced && context.Dialect == SmolerfileDialect.Docker && stage.Configuration.Shell is null)
            context.Diagnostics.Warn(DiagnosticRule.JSONArgsRecommended, command.Command.Words[0].Span, $"a shell runs this {command.Head.Verb}, and signals end at the shell", $"write {command.Head.Verb} [\"PROGRAM\", \"ARGUMENT\"], or begin it with exec");
        List<string> words = Texts(command.Command.Words);
        if (command.Command.IsShell)
            words.InsertRange(0, stage.Shell);
        if (!command.IsEntrypoint)
            Configure(command, stage.Configuration with { Cmd = words });
        else // A command of the base is that of the base's entry point.
            Configure(command, stage.Configuration with { Entrypoint = words, Cmd = stage.Once.Contains("CMD") ? stage.Configuration.Cmd : null });
    }

    private void SetHealthcheck(HealthcheckInstruction health)
    {
        WarnOfSecond(health);
        if (health.Command is null)
        {
            Configure(health, stage.Configuration with { Healthcheck = new(["NONE"]) });
            return;
        }
        int? retries = null;
        if (health.Flags.TryGetValue("retries", out MappedText? text))
            retries = int.TryParse(text.Text, out int number) && number >= 0 ? number : Refuse<int>(text, $"'{text.Text}' is no number of retries");
        Configure(health, stage.Configuration with
        {
            Healthcheck = new([health.Command.IsShell ? "CMD-SHELL" : "CMD", .. Texts(health.Command.Words)])
            {
                Interval = Duration(health, "interval"),
                Timeout = Duration(health, "timeout"),
                StartPeriod = Duration(health, "start-period"),
                StartInterval = Duration(health, "start-interval"),
                Retries = retries,
            },
        });
    }

    private TimeSpan? Duration(HealthcheckInstruction health, string flag)
    {
        if (!health.Flags.TryGetValue(flag, out MappedText? text))
            return null;
        return Durations.Parse(text.Text) is { } duration && (duration == TimeSpan.Zero || duration >= TimeSpan.FromMilliseconds(1))
            ? duration
            : Refuse<TimeSpan>(text, $"'{text.Text}' is no duration of a millisecond or more", "write 30s, 1m30s or 500ms");
    }

    private void Expose(WordsInstruction expose)
    {
        var ports = new List<ExposedPort>(stage.Configuration.ExposedPorts);
        foreach (MappedText text in expose.Words)
        {
            if (IsTooMuch(ports.Count, text))
                break;
            foreach (string word in context.ExpandAll(stage, expose, text)?.Words ?? [])
            {
                try
                {
                    ExposedPort port = PortReader.Read(word);
                    if (word.Any(char.IsUpper))
                        context.Diagnostics.Warn(DiagnosticRule.ExposeProtoCasing, text.Span, "a protocol is written in lower case");
                    if (!ports.Contains(port))
                        ports.Add(port);
                }
                catch (SmolException failure)
                {
                    context.Diagnostics.Error(DiagnosticRule.BadPort, text.Span, $"'{word}' {failure.Problem}", failure.Hint);
                }
            }
        }
        Configure(expose, stage.Configuration with { ExposedPorts = ports });
    }

    private void AddVolumes(WordsInstruction volume)
    {
        var paths = new List<string>();
        foreach (MappedText text in volume.Words)
        {
            if (IsTooMuch(stage.Configuration.Volumes.Count + paths.Count, text))
                break;
            if (context.Expand(stage, volume, text) is not { } path)
                continue;
            if (path.Trim().Length == 0)
                context.Diagnostics.Error(DiagnosticRule.BadValue, text.Span, "the path of a volume is empty");
            else
                paths.Add(GuestPath.ResolveFolder("/", path));
            if (!path.StartsWith('/') && path.Length > 0 && context.Dialect == SmolerfileDialect.Docker)
                context.Diagnostics.Warn(DiagnosticRule.VolumeRelativePath, text.Span, "the path of a volume is absolute", $"write {GuestPath.ResolveFolder("/", path)}");
        }
        stage.Configuration = stage.Configuration with { Volumes = [.. stage.Configuration.Volumes.Union(paths)] };
        stage.Steps.Add(new DirectoryStep(volume.Span, InstructionPrinter.Line(volume), paths, ""));
    }

    private void SetValue(ValueInstruction instruction)
    {
        if (instruction.Head.Verb == "MAINTAINER")
        {
            context.Diagnostics.Warn(DiagnosticRule.MaintainerDeprecated, instruction.Head.VerbSpan, "MAINTAINER is out of use", "write LABEL org.opencontainers.image.authors=NAME");
            Configure(instruction, stage.Configuration with { Author = instruction.Value.Text });
            return;
        }
        if (context.Expand(stage, instruction, instruction.Value) is not { } value)
            return;
        if (value.Length == 0)
            Refuse<int>(instruction.Value, $"the value of {instruction.Head.Verb} is empty");
        else if (instruction.Head.Verb == "WORKDIR")
            SetWorkingDirectory(instruction, value);
        else if (instruction.Head.Verb == "USER")
            SetUser(instruction, value);
        else if (SignalNames.IsSignal(value))
            Configure(instruction, stage.Configuration with { StopSignal = value });
        else
            Refuse<int>(instruction.Value, $"'{value}' is no signal", DiagnosticBag.Suggest(value.ToUpperInvariant(), SignalNames.All) ?? "write a name as SIGTERM, or a number");
    }

    private void SetWorkingDirectory(ValueInstruction instruction, string value)
    {
        if (!value.StartsWith('/') && stage.IsBaseUnknown && !stage.Once.Contains("WORKDIR"))
            context.Diagnostics.Warn(DiagnosticRule.WorkdirRelativePath, instruction.Value.Span, "this path is relative to a folder that only the base knows", "begin it with a slash");
        stage.Once.Add("WORKDIR");
        string path = GuestPath.ResolveFolder(stage.Configuration.WorkingDirectory, value);
        stage.Configuration = stage.Configuration with { WorkingDirectory = path };
        stage.Steps.Add(new DirectoryStep(instruction.Span, InstructionPrinter.Line(instruction), [path], stage.Configuration.User));
    }

    private void SetUser(ValueInstruction instruction, string value)
    {
        if (value.Any(char.IsWhiteSpace) || value.StartsWith(':') || value.Count(letter => letter == ':') > 1)
        {
            Refuse<int>(instruction.Value, $"'{value}' is no user", "write USER or USER:GROUP");
            return;
        }
        stage.Configuration = stage.Configuration with { User = value };
        stage.Steps.Add(new UserStep(instruction.Span, InstructionPrinter.Line(instruction), value, context.Dialect == SmolerfileDialect.SmolBsd));
    }

    private void Configure(Instruction instruction, ImageConfiguration configuration)
    {
        stage.Configuration = configuration;
        stage.Steps.Add(new ConfigurationStep(instruction.Span, InstructionPrinter.Line(instruction)));
    }

    private void WarnOfSecond(Instruction instruction)
    {
        if (!stage.Once.Add(instruction.Head.Verb))
            context.Diagnostics.Warn(DiagnosticRule.MultipleInstructionsDisallowed, instruction.Head.VerbSpan, $"there is another {instruction.Head.Verb} in this stage, and only this one counts");
    }

    private bool IsTooMuch(int count, MappedText text)
    {
        if (count >= MostOfAKind)
            context.Diagnostics.Error(DiagnosticRule.TooLarge, text.Span, $"a stage can't have more than {MostOfAKind} ports, or volumes");
        return count >= MostOfAKind;
    }

    private T? Refuse<T>(MappedText text, string problem, string? hint = null) where T : struct
    {
        context.Diagnostics.Error(DiagnosticRule.BadValue, text.Span, problem, hint);
        return null;
    }

    private static List<string> Texts(IEnumerable<MappedText> words) => [.. words.Select(word => word.Text)];
}
