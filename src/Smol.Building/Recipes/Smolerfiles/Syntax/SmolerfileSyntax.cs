using Smol.Building.Recipes.Smolerfiles.Lexing;

namespace Smol.Building.Recipes.Smolerfiles.Syntax;

/// <summary>A SMOLerfile as it was written.</summary>
/// <param name="File">The file.</param>
/// <param name="Directives">What it says of how it is to be read.</param>
/// <param name="Instructions">Its instructions, in order.</param>
public sealed record SmolerfileSyntax(SourceFile File, ParserDirectives Directives, IReadOnlyList<Instruction> Instructions)
{
    /// <summary>The instructions with those of included files in the place of each <c>INCLUDE</c>.</summary>
    public IEnumerable<Instruction> Flattened => Flatten(Instructions);

    private static IEnumerable<Instruction> Flatten(IEnumerable<Instruction> instructions) =>
        instructions.SelectMany(instruction => instruction is IncludeInstruction include ? Flatten(include.Included) : [instruction]);
}
