using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Smol.Cli.Options;

/// <summary>The library's help, and the command's examples after it.</summary>
internal sealed class HelpWithExamples(HelpAction help, IReadOnlyList<string> rootExamples) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        int code = help.Invoke(parseResult);
        Command command = parseResult.CommandResult.Command;
        IReadOnlyList<string> examples = command is SmolCommand own ? own.Examples : command is RootCommand ? rootExamples : [];
        TextWriter output = parseResult.InvocationConfiguration.Output;
        if (examples.Count > 0)
            output.WriteLine("Examples:");
        foreach (string example in examples)
            output.WriteLine("  " + example);
        return code;
    }
}
