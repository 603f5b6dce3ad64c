namespace Smol.Building.Recipes.Shell;

/// <summary>A line of commands of a script: without comments, and with what a backslash at its end continues.</summary>
/// <param name="Number">The number of its first line in the file, from 1.</param>
/// <param name="Text">The commands.</param>
internal readonly record struct ShellLine(int Number, string Text);
