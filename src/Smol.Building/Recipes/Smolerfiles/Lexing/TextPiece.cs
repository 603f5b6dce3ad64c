namespace Smol.Building.Recipes.Smolerfiles.Lexing;

/// <summary>From where on a text goes on at another place of its file.</summary>
/// <param name="At">The place in the text.</param>
/// <param name="Offset">The place in the file.</param>
public readonly record struct TextPiece(int At, int Offset);
