namespace Smol.Building.Recipes.Smolerfiles.Variables;

/// <summary>What an element of a pattern matches.</summary>
internal enum PatternElement
{
    /// <summary>One letter.</summary>
    Letter,

    /// <summary>Any letter.</summary>
    One,

    /// <summary>Any text.</summary>
    Run,
}
