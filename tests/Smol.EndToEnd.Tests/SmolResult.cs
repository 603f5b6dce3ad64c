namespace Smol.EndToEnd.Tests;

/// <summary>How a command ended.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
public sealed record SmolResult(int Code, string Output, string Errors);
