using Smol.Storage;

namespace Smol.Cli.Commands;

/// <summary>Variables on the command line, as make(1) takes them.</summary>
internal static class VariableArguments
{
    /// <exception cref="SmolException">An argument is no assignment.</exception>
    public static Dictionary<string, string> Read(string[]? assignments)
    {
        var variables = new Dictionary<string, string>();
        foreach (string assignment in assignments ?? [])
        {
            int equals = assignment.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1)
                throw new SmolException("is not an assignment", assignment, "variables are given as NAME=value");
            variables[assignment[..equals]] = assignment[(equals + 1)..];
        }
        return variables;
    }
}
