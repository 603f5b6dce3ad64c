namespace Smol.Building.Recipes.Make;

/// <summary>Where a condition stands, which says what a word without a function means.</summary>
internal enum ConditionForm
{
    /// <summary><c>.if</c> and <c>.elif</c></summary>
    If,

    /// <summary><c>.ifdef</c> and <c>.elifdef</c>: a word asks whether a variable is set.</summary>
    IfDefined,

    /// <summary><c>.ifndef</c> and <c>.elifndef</c>: a word asks whether a variable is not set.</summary>
    IfNotDefined,

    /// <summary><c>:?</c>: the left side of a comparison was expanded before, and may be any word.</summary>
    Modifier,
}
