namespace Smol.Building.Recipes.Make;

/// <summary>Who gave a variable its value.</summary>
public enum ValueOrigin
{
    /// <summary>smol itself, as smolBSD's own makefile would.</summary>
    Default,

    /// <summary>The environment.</summary>
    Environment,

    /// <summary>A file of the recipe.</summary>
    File,

    /// <summary>The command line.</summary>
    CommandLine,
}
