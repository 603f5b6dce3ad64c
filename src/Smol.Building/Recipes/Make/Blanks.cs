namespace Smol.Building.Recipes.Make;

/// <summary>What make(1) takes for a blank: isspace(3) in the C locale.</summary>
internal static class Blanks
{
    /// <summary>Whether a letter is one.</summary>
    public static bool IsBlank(char letter) => letter is ' ' or (>= '\t' and <= '\r');

    /// <summary>The index of the first letter from an index on that is none.</summary>
    public static int Skip(SourceText text, int index)
    {
        while (IsBlank(text[index]))
            index++;
        return index;
    }
}
