using System.CommandLine;
using Smol.Cli.Machines;
using Smol.Cli.Output;
using Smol.Machines;
using Smol.Storage;

namespace Smol.Cli.Commands;

/// <summary>Machines on a command line: their names, or all that a command is for.</summary>
internal sealed class MachineArguments
{
    private readonly Argument<string[]> _names = new("MACHINE") { Description = "Machines' names", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<bool> _all;
    private readonly Func<MachineStatus, bool> _isMeant;

    /// <param name="all">Which machines <c>--all</c> means, in words.</param>
    /// <param name="isMeant">Which machines those are.</param>
    public MachineArguments(string all, Func<MachineStatus, bool> isMeant)
    {
        _all = new("--all", "-a") { Description = all };
        _isMeant = isMeant;
    }

    public static Argument<string> One() => new("MACHINE") { Description = "A machine's name" };

    public void AddTo(Command command)
    {
        command.Add(_names);
        command.Add(_all);
    }

    /// <summary>The names.</summary>
    /// <exception cref="SmolException">There are none, or <c>--all</c> besides.</exception>
    public string[] Read(ParseResult parsed, MachineHost host)
    {
        string[] names = parsed.GetValue(_names)!;
        bool isAll = parsed.GetValue(_all);
        if (isAll == names.Length > 0)
            throw new SmolException(isAll ? "either machines' names or '--all'" : "which machine?", hint: "'smol ps -a' lists them");
        return isAll ? [.. host.List().Machines.Where(_isMeant).Select(machine => machine.Name)] : names;
    }

    /// <summary>Does it to each; what fails is said, and the others are done all the same.</summary>
    public int ForEach(ParseResult parsed, SmolFolders folders, Func<MachineHost, string, CancellationToken, Task> action)
    {
        using var interruption = new Interruption();
        MachineHost host = ThisHost.Open(folders);
        int code = 0;
        foreach (string name in Read(parsed, host))
        {
            try
            {
                action(host, name, interruption.Token).GetAwaiter().GetResult();
            }
            catch (SmolException failure)
            {
                Screen.Error(failure.Message, failure.Hint);
                code = ExitCodes.Failed;
            }
        }
        return code;
    }
}
