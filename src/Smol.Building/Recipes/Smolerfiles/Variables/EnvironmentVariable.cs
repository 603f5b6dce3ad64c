namespace Smol.Building.Recipes.Smolerfiles.Variables;

/// <summary>A variable of the environment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="IsForShell">
/// Whether the value is what a shell of the guest makes of it, as smolBSD's dialect has it: <c>$(uname -p)</c>. It may use the variables
/// before it in the list.
/// </param>
public sealed record EnvironmentVariable(string Name, string Value, bool IsForShell = false)
{
    /// <summary>Whether it only says how the network is reached: a proxy of the command line that the file does not mention.</summary>
    public bool IsPassing { get; init; }
}
