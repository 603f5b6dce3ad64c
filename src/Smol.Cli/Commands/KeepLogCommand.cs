using System.CommandLine;
using Smol.Cli.Machines;
using Smol.Cli.Options;

namespace Smol.Cli.Commands;

/// <summary><c>smol keep-log</c>: what <c>smol run --log-limit hard</c> leaves beside a machine in the background.</summary>
internal static class KeepLogCommand
{
    public const string Name = "keep-log";

    public static Command Create(SmolFolders folders)
    {
        var name = new Argument<string>("MACHINE") { Description = "The machine's name" };
        var command = new SmolCommand(Name, "Stay while a machine runs, and keep its log as short as it is to be", "smol keep-log hello") { name };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            using var interruption = new Interruption();
            ThisHost.Open(folders).KeepLogAsync(parsed.GetValue(name)!, interruption.Token).GetAwaiter().GetResult();
            return 0;
        });
        return command;
    }
}
