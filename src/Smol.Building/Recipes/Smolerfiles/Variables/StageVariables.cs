namespace Smol.Building.Recipes.Smolerfiles.Variables;

/// <summary>
/// The variables of a stage while its instructions are gone through: those of <c>ENV</c>, which stay in the image, and those of
/// <c>ARG</c>, which the rest of the stage sees. What <c>ENV</c> sets wins (Dockerfile reference, "Using ARG variables").
/// </summary>
internal sealed class StageVariables
{
    /// <summary>The most variables of a stage.</summary>
    public const int Most = 1000;

    private readonly List<EnvironmentVariable> _environment = [];
    private readonly List<EnvironmentVariable> _arguments = [];
    private readonly HashSet<string> _declared = [];

    /// <summary>What the image keeps, in the order in which it was last set.</summary>
    public IReadOnlyList<EnvironmentVariable> Environment => _environment;

    /// <summary>All that a command sees.</summary>
    public IEnumerable<EnvironmentVariable> Visible => [.. _arguments.ExceptBy(_environment.Select(variable => variable.Name), argument => argument.Name), .. _environment];

    /// <summary>The names of all.</summary>
    public IEnumerable<string> Names => Visible.Select(variable => variable.Name);

    /// <summary>A copy that changes on its own.</summary>
    public StageVariables Copy()
    {
        var copy = new StageVariables();
        copy._environment.AddRange(_environment);
        copy._arguments.AddRange(_arguments);
        copy._declared.UnionWith(_declared);
        return copy;
    }

    /// <summary>A value; null where it is not set, and empty where only the guest knows it.</summary>
    public string? Find(string name) => Get(name) is { } variable ? variable.IsForShell ? "" : variable.Value : null;

    /// <summary>Notes an <c>ARG</c> that got no value: it is not set, and that is no mistake.</summary>
    public void Declare(string name) => _declared.Add(name);

    /// <summary>Whether there is an <c>ARG</c> of a name.</summary>
    public bool IsDeclared(string name) => _declared.Contains(name);

    /// <summary>Whether only the guest knows a value.</summary>
    public bool IsForShell(string name) => Get(name) is { IsForShell: true };

    /// <summary>Whether <c>ENV</c> has set a name.</summary>
    public bool HasEnvironment(string name) => _environment.Exists(variable => variable.Name == name);

    /// <summary>Does what <c>ENV</c> says.</summary>
    public void SetEnvironment(EnvironmentVariable variable) => Set(_environment, variable);

    /// <summary>Does what <c>ARG</c> says.</summary>
    public void SetArgument(EnvironmentVariable variable) => Set(_arguments, variable);

    private EnvironmentVariable? Get(string name) =>
        _environment.Find(variable => variable.Name == name) ?? _arguments.Find(variable => variable.Name == name);

    private static void Set(List<EnvironmentVariable> variables, EnvironmentVariable variable)
    {
        variables.RemoveAll(other => other.Name == variable.Name);
        variables.Add(variable);
    }
}
