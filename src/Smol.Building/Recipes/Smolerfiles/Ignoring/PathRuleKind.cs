namespace Smol.Building.Recipes.Smolerfiles.Ignoring;

/// <summary>What an element of a pattern matches.</summary>
internal enum PathRuleKind
{
    /// <summary>One letter.</summary>
    Letter,

    /// <summary>A letter that is no slash: <c>?</c>.</summary>
    Name,

    /// <summary>One of some letters: <c>[a-z]</c>.</summary>
    Set,

    /// <summary>Any letters but slashes, perhaps none: <c>*</c>.</summary>
    NameRun,

    /// <summary>Any letters, perhaps none: <c>**</c> at the end.</summary>
    Run,

    /// <summary>Nothing, or any letters and a slash: <c>**/</c>.</summary>
    Folders,
}
