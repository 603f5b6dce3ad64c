namespace Smol.Cli.Packages;

/// <summary>A pattern that a package depends on, and what satisfies it, as <c>--format json</c> prints it.</summary>
internal sealed record SatisfiedRow(string Pattern, string By);
