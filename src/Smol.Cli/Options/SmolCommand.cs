using System.CommandLine;

namespace Smol.Cli.Options;

/// <summary>A command whose help ends with examples.</summary>
internal sealed class SmolCommand(string name, string description, params string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;
}
