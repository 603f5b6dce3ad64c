namespace Smol.Building.Recipes;

/// <summary>What has a say in a service's options besides its files.</summary>
/// <param name="CommandLine">The variables of the command line, which win over the files.</param>
/// <param name="Environment">The environment, which the files win over.</param>
/// <param name="HostArchitecture">The architecture when nothing names one, in NetBSD's words.</param>
internal sealed record ServiceInputs(
    IReadOnlyDictionary<string, string> CommandLine, IReadOnlyDictionary<string, string> Environment, string HostArchitecture);
