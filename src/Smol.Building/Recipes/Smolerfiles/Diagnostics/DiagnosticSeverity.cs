namespace Smol.Building.Recipes.Smolerfiles.Diagnostics;

/// <summary>How much a finding matters.</summary>
public enum DiagnosticSeverity
{
    /// <summary>Good to know.</summary>
    Note,

    /// <summary>It builds, and is likely not what was meant.</summary>
    Warning,

    /// <summary>It can't be built.</summary>
    Error,
}
