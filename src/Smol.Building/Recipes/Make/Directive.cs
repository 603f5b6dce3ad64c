namespace Smol.Building.Recipes.Make;

/// <summary>The word behind the dot that begins a line.</summary>
/// <param name="Name">The word.</param>
/// <param name="End">The index behind it.</param>
internal readonly record struct Directive(string Name, int End)
{
    /// <summary>The directive that a line is; null when the line begins with no dot.</summary>
    public static Directive? Find(SourceText line)
    {
        if (line[0] != '.')
            return null;
        int start = Blanks.Skip(line, 1);
        int end = line[start] == '-' ? start + 1 : start;
        while (char.IsAsciiLetter(line[end]))
            end++;
        return new(line.Text[start..end], end);
    }
}
