using System.Globalization;
using Smol.Building.Recipes.Smolerfiles.Diagnostics;
using Smol.Building.Recipes.Smolerfiles.Labels;
using Smol.Building.Recipes.Smolerfiles.Stages;
using Smol.Building.Recipes.Smolerfiles.Syntax;
using Smol.Building.Recipes.Smolerfiles.Variables;
using Smol.Guests;
using Smol.Machines.Ports;

namespace Smol.Building.Recipes.Smolerfiles.Planning;

/// <summary>Makes a plan of a SMOLerfile.</summary>
internal sealed class SmolerfilePlanner
{
    private readonly SmolerfileSyntax _syntax;
    private readonly SmolerfileOptions _options;
    private readonly DiagnosticBag _diagnostics;
    private readonly GuestKind _guest;
    private readonly IReadOnlyList<PairsInstruction> _arguments;
    private readonly PlanContext _context;
    private readonly StageStarter _starter;

    public SmolerfilePlanner(SmolerfileSyntax syntax, SmolerfileOptions options, SmolerfileDialect dialect, DiagnosticBag diagnostics)
    {
        _syntax = syntax;
        _options = options;
        _diagnostics = diagnostics;
        string? guest = options.Labels.LastOrDefault(label => OwnLabels.Find(label.Key) == "guest").Value;
        _guest = (guest ?? LiteralLabels.Find(syntax, "guest", options.BuildArguments)) == "linux" ? GuestKind.Linux : GuestKind.NetBsd;
        (_arguments, IReadOnlyList<StageSyntax> stages) = StageSplitter.Split(syntax, diagnostics);
        _context = new(options, dialect, stages, diagnostics);
        _starter = new(_context, _guest);
    }

    /// <summary>The plan; null when something is wrong, which is then among the findings.</summary>
    public SmolerfilePlan? Plan()
    {
        if (_context.Stages.Count == 0 || FindTarget() is not { } target)
            return null;
        SetGlobalArguments(target);
        StageBase?[] bases = [.. _context.Stages.Select(_starter.Base)];
        var done = new Dictionary<int, StageState>();
        foreach (StageSyntax stage in StageGraph.Needed(_context.Stages, bases, target))
        {
            // What stands on a stage that can't begin would only repeat that.
            if (bases[stage.Index] is not { } stageBase || (stageBase is EarlierStageBase earlier && !done.ContainsKey(earlier.Index)))
                continue;
            StageState state = _starter.Start(stage, stageBase, done);
            var planner = new StagePlanner(_context, state);
            foreach (Instruction instruction in _starter.Triggers(stageBase).Concat(stage.Instructions))
                planner.Plan(instruction);
            if (stage == target)
                planner.AddLabels(_options.Labels);
            done[stage.Index] = state;
        }
        WarnOfUnusedArguments();
        if (!done.TryGetValue(target.Index, out StageState? last))
            return null;
        SmolerfileSettings? settings = new SettingsReader(_options.Architecture, _diagnostics).Read(last.Labels, last.Origin, _syntax.File.Path, _guest == GuestKind.Linux);
        return settings is null || _diagnostics.HasErrors
            ? null
            : new(_syntax.File.Path, _context.Dialect, [.. done.Values.Select(stage => stage.Finish())], Publish(Inherit(settings, last), last.Configuration));
    }

    private StageSyntax? FindTarget()
    {
        if (_options.Target is not { } name)
            return _context.Stages[^1];
        if (StageFinder.Find(_context.Stages, name) is { } found)
            return found;
        string[] names = [.. _context.Stages.Select(stage => stage.Title)];
        _diagnostics.Error(DiagnosticRule.UnknownStage, new(_syntax.File, 0, 0), $"there is no stage '{name}' to build", DiagnosticBag.Suggest(name, names) ?? "there are " + string.Join(", ", names));
        return null;
    }

    private void SetGlobalArguments(StageSyntax target)
    {
        foreach ((string name, string value) in PredefinedArguments.Platform(_options.Architecture, _guest, target.Name ?? "default"))
            _context.Global[name] = _options.BuildArguments.GetValueOrDefault(name, value);
        var expander = new TextExpander(_diagnostics, _context.Budget);
        foreach (PairsInstruction argument in _arguments)
        {
            foreach (KeyValue pair in argument.Pairs)
            {
                string name = pair.Key.Text;
                if (_options.BuildArguments.TryGetValue(name, out string? given))
                {
                    _context.Asked.Add(name);
                    _context.Global[name] = given;
                }
                else if (pair.Value is { } value && expander.Expand(value, argument.Head.Escape, _context.Global.GetValueOrDefault, _context.Global.Keys) is { } expanded)
                {
                    _context.Global[name] = expanded.Text;
                }
            }
        }
    }

    /// <summary>An argument that only a stage asks for which is not needed is no mistake.</summary>
    private void WarnOfUnusedArguments()
    {
        string[] declared = [.. _syntax.Flattened.OfType<PairsInstruction>().Where(pairs => pairs.Head.Verb == "ARG").SelectMany(pairs => pairs.Pairs).Select(pair => pair.Key.Text)];
        foreach (string name in _options.BuildArguments.Keys.Where(name => !PredefinedArguments.IsProxy(name) && !_context.Global.ContainsKey(name) && !declared.Contains(name)))
            _diagnostics.Warn(DiagnosticRule.UnusedBuildArg, new(_syntax.File, 0, 0), $"no ARG asks for the build argument {name}", DiagnosticBag.Suggest(name, declared));
    }

    /// <summary>What no label says is as with the image that all is made from.</summary>
    private SmolerfileSettings Inherit(SmolerfileSettings settings, StageState stage)
    {
        if (stage.Origin is not ImageBase image || _options.BaseMachine(image.Name) is not { } machine)
            return settings;
        bool isPublishSaid = stage.Labels.Exists(label => label.Name == "publish");
        ServiceOptions options = settings.Options;
        return settings with
        {
            UsesPty = settings.UsesPty || (machine.UsesPty && !stage.Labels.Exists(label => label.Name == "use_pty")),
            Options = options with
            {
                Memory = options.Memory ?? machine.MemoryMiB,
                Kernel = options.Kernel ?? machine.Kernel,
                Ports = isPublishSaid ? options.Ports : [.. machine.Ports.SelectMany(PortForward.ParseList), .. options.Ports],
            },
        };
    }

    /// <summary>smolBSD's <c>EXPOSE host:guest</c> publishes as its label does.</summary>
    private static SmolerfileSettings Publish(SmolerfileSettings settings, ImageConfiguration configuration)
    {
        var ports = new List<PortForward>(settings.Options.Ports);
        foreach (ExposedPort exposed in configuration.ExposedPorts.Where(port => port.HostPort is not null))
        {
            for (int offset = 0; offset <= exposed.Last - exposed.First; offset++)
            {
                string address = exposed.HostAddress is null ? "" : exposed.HostAddress + ":";
                ports.Add(PortForward.Parse(string.Create(CultureInfo.InvariantCulture, $"{address}{exposed.HostPort + offset}:{exposed.First + offset}/{exposed.Protocol}")));
            }
        }
        return settings with { Options = settings.Options with { Ports = [.. ports.Distinct()] } };
    }
}
