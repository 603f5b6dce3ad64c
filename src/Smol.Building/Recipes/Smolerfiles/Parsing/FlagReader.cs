using Smol.Building.Recipes.Smolerfiles.Diagnostics;
using Smol.Building.Recipes.Smolerfiles.Lexing;

namespace Smol.Building.Recipes.Smolerfiles.Parsing;

/// <summary>The flags of an instruction, checked against those that its verb knows.</summary>
internal sealed class FlagReader
{
    private readonly Dictionary<string, List<FlagText>> _flags = [];
    private readonly DiagnosticBag _diagnostics;

    /// <param name="verb">The verb, in capitals.</param>
    /// <param name="flags">The flags as they were written.</param>
    /// <param name="diagnostics">Gets what is wrong with them.</param>
    public FlagReader(string verb, IReadOnlyList<FlagText> flags, DiagnosticBag diagnostics)
    {
        _diagnostics = diagnostics;
        IReadOnlyList<string> known = Verbs.All[verb];
        foreach (FlagText flag in flags)
            Add(verb, flag, known);
    }

    /// <summary>Whether nothing was wrong.</summary>
    public bool IsValid { get; private set; } = true;

    /// <summary>The value of a flag; null when it is not given.</summary>
    public MappedText? Value(string name) => _flags.TryGetValue(name, out List<FlagText>? flags) ? flags[0].Value : null;

    /// <summary>All values of one that may be given several times.</summary>
    public IReadOnlyList<MappedText> Values(string name) => _flags.TryGetValue(name, out List<FlagText>? flags) ? [.. flags.Select(flag => flag.Value!)] : [];

    /// <summary>A flag that is a yes or no; null when it is not given.</summary>
    public bool? Switch(string name) => _flags.TryGetValue(name, out List<FlagText>? flags) ? flags[0].Value?.Text.ToUpperInvariant() != "FALSE" : null;

    /// <summary>Where a flag is; null when it is not given.</summary>
    public SourceSpan? Span(string name) => _flags.TryGetValue(name, out List<FlagText>? flags) ? flags[0].Span : null;

    /// <summary>All that have a value, by their names.</summary>
    public IReadOnlyDictionary<string, MappedText> All => _flags.Where(flag => flag.Value[0].Value is not null).ToDictionary(flag => flag.Key, flag => flag.Value[0].Value!);

    private void Add(string verb, FlagText flag, IReadOnlyList<string> known)
    {
        if (!known.Contains(flag.Name))
        {
            string? all = known.Count == 0 ? $"{verb} has no flags" : $"{verb} has " + string.Join(' ', known.Select(name => "--" + name));
            Refuse(DiagnosticRule.UnknownFlag, flag, $"{verb} has no flag --{flag.Name}", DiagnosticBag.Suggest(flag.Name, known, "--") ?? all);
        }
        else if (_flags.ContainsKey(flag.Name) && !Verbs.IsRepeatable(flag.Name))
            Refuse(DiagnosticRule.BadFlag, flag, $"the flag --{flag.Name} is given twice", "remove one of them");
        else if (Verbs.IsSwitch(flag.Name) && flag.Value is { } value && !bool.TryParse(value.Text, out _))
            Refuse(DiagnosticRule.BadFlag, flag, $"--{flag.Name} can't be '{value.Text}'", "it can be true or false");
        else if (!Verbs.IsSwitch(flag.Name) && string.IsNullOrEmpty(flag.Value?.Text))
            Refuse(DiagnosticRule.BadFlag, flag, $"the flag --{flag.Name} has no value", $"write --{flag.Name}=VALUE");
        else if (_flags.TryGetValue(flag.Name, out List<FlagText>? others))
            others.Add(flag);
        else
            _flags[flag.Name] = [flag];
    }

    private void Refuse(DiagnosticRule rule, FlagText flag, string problem, string? hint)
    {
        _diagnostics.Error(rule, flag.Span, problem, hint);
        IsValid = false;
    }
}
