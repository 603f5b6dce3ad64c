namespace Smol.Building.Minimising;

/// <summary>A word of a shell script that may name a program.</summary>
/// <param name="Text">The word, without quotes.</param>
/// <param name="Line">Its line, from 1 on.</param>
internal readonly record struct ShellWord(string Text, int Line);
