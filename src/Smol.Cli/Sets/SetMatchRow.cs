namespace Smol.Cli.Sets;

/// <summary>A file that a set has, as <c>--format json</c> prints it.</summary>
/// <param name="Set">What a recipe calls the set.</param>
/// <param name="Archive">The set's archive or package.</param>
/// <param name="Path">The file, from the root on.</param>
/// <param name="Part">What a recipe says to take it: <c>comp:/usr/bin/strip</c>.</param>
internal sealed record SetMatchRow(string Set, string Archive, string Path, string Part);
