namespace Smol.Cli.Machines;

/// <summary>What was given as <c>NAME=VALUE</c>.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">The value.</param>
internal sealed record NamedText(string Name, string Value);
