using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Smol.Cli.Commands;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Cli.SmolBsd;
using Smol.Storage;

namespace Smol.Cli;

/// <summary>The <c>smol</c> command.</summary>
internal static class Program
{
    private const long UncollectedBytes = 64 << 20;

    public static int Main(string[] arguments) =>
        arguments is [CommandTree.DebugOption, .. string[] words] ? Run(words, isDebug: true) : Run(arguments, isDebug: false);

    private static int Run(string[] arguments, bool isDebug)
    {
        // An image's tree is needed until the image is written: a collection in between would move it and free nothing.
        if (arguments is ["build" or "image" or "mkimg", ..])
            GC.TryStartNoGCRegion(UncollectedBytes);
        bool isRun = arguments is ["run" or "startnb", ..];
        try
        {
            // Starting a machine must not wait for a parser to load: see ARCHITECTURE.md, "Start-up counts".
            return isRun ? Start(arguments) : FormerCommandLine.Translate(arguments).Select(RunOther).FirstOrDefault(code => code != 0);
        }
        catch (SmolException failure)
        {
            Screen.Error(failure.Message, failure.Hint);
            if (isDebug)
                Screen.Say(failure.ToString());
            return arguments is ["run", ..] ? ExitCodes.RunFailed : ExitCodes.Failed;
        }
        catch (OperationCanceledException)
        {
            Screen.Error("interrupted", null);
            return ExitCodes.Interrupted;
        }
    }

    private static int Start(string[] arguments) =>
        arguments[0] == "run" ? RunCommand.Run(arguments[1..]) : StartnbCommand.Run(arguments[1..]);

    private static int RunOther(string[] arguments)
    {
        RootCommand root = CommandTree.Create(SmolFolders.OfThisUser(), arguments.FirstOrDefault());
        ParseResult parsed = root.Parse(arguments is [] ? ["--help"] : BuildNetwork.Complete(arguments), new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
            throw ParseFailure(parsed);
        var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
        return parsed.Invoke(invocation);
    }

    private static SmolException ParseFailure(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string hint = $"'{FullName(parsed.CommandResult)} --help' shows what can be said";
        return parsed.UnmatchedTokens is [string stranger, ..]
            ? new(command.Subcommands.Count > 0 ? "no such command" : "is not expected here", stranger, hint)
            : new(parsed.Errors[0].Message.ReplaceLineEndings(" ").Replace('\t', ' ').TrimEnd('.', ' '), hint: hint);
    }

    private static string FullName(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{FullName(parent)} {result.Command.Name}" : "smol";
}
