namespace Smol.Building.Bills;

/// <summary>When and by what a document was made (SPDX 2.3, 6.8 and 6.9).</summary>
/// <param name="Created">The time, UTC, in whole seconds.</param>
/// <param name="Creators">Who: <c>Tool: NAME</c>.</param>
public sealed record SpdxCreation(string Created, IReadOnlyList<string> Creators);
