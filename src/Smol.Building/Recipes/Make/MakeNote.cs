namespace Smol.Building.Recipes.Make;

/// <summary>Something that a makefile says, or that is to be said of it: no error.</summary>
/// <param name="Text">What.</param>
/// <param name="Position">Of which line.</param>
/// <param name="IsWarning">Whether the user should do something.</param>
public sealed record MakeNote(string Text, SourcePosition Position, bool IsWarning)
{
    /// <summary><c>file:line: text</c></summary>
    public override string ToString() => $"{Position.Place}: {Text}";
}
