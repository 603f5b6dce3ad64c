namespace Smol.Building.Recipes.Make;

/// <summary>The letters behind <c>:S</c> and <c>:C</c>.</summary>
[Flags]
internal enum SubstitutionFlags
{
    /// <summary>The first place of each word.</summary>
    None = 0,

    /// <summary><c>1</c>: in the first word that has a place.</summary>
    Once = 1,

    /// <summary><c>g</c>: each place of a word.</summary>
    Everywhere = 2,

    /// <summary><c>W</c>: the value is one word, with its blanks.</summary>
    OneWord = 4,
}
