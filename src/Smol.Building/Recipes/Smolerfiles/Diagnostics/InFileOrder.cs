using Smol.Building.Recipes.Smolerfiles.Lexing;

namespace Smol.Building.Recipes.Smolerfiles.Diagnostics;

/// <summary>Findings in the order of the files that they are about: those of included files behind those of the file itself.</summary>
internal sealed class InFileOrder : IComparer<Diagnostic>
{
    private readonly SourceFile _first;

    private InFileOrder(SourceFile first) => _first = first;

    /// <summary>The order where a file comes first.</summary>
    public static InFileOrder Of(SourceFile first) => new(first);

    /// <inheritdoc/>
    public int Compare(Diagnostic? x, Diagnostic? y)
    {
        (SourceSpan left, SourceSpan right) = (x!.Span, y!.Span);
        if (left.File == right.File)
            return left.Start.CompareTo(right.Start);
        return left.File == _first ? -1 : right.File == _first ? 1 : string.CompareOrdinal(left.File.Path, right.File.Path);
    }
}
