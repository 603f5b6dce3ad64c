namespace Smol.Cli.Options;

/// <summary>One option.</summary>
/// <param name="Letter">Its letter; NUL when it has none.</param>
/// <param name="Name">Its long name.</param>
/// <param name="Value">What its value is called in the help; null when it takes none.</param>
/// <param name="Help">What it does.</param>
internal sealed record GetoptOption(char Letter, string Name, string? Value, string Help);
