using System.CommandLine;
using Smol.Building.Recipes.Smolerfiles;
using Smol.Cli.Options;
using Smol.Cli.Smolerfiles;

namespace Smol.Cli.Commands;

/// <summary><c>smol lint</c>: what is to be said of a SMOLerfile, without building it.</summary>
internal static class LintCommand
{
    public static Command Create(SmolFolders folders)
    {
        var file = new Argument<string>("FILE") { Description = "A SMOLerfile or Dockerfile" };
        Option<string> architecture = CommonOptions.Architecture();
        Option<string> format = CommonOptions.Format();
        var command = new SmolCommand("lint", "Say what is wrong with a SMOLerfile, or print what it says or does",
            "smol lint Dockerfile.caddy", "smol lint smolerfiles/web.smol --format json", "smol lint Dockerfile --print plan --build-arg VERSION=2") { file, architecture, format };
        var arguments = SmolerfileArguments.AddTo(command);
        command.SetAction(parsed =>
        {
            Smolerfile read = Smolerfile.Load(parsed.GetValue(file)!, arguments.Options(parsed, folders, parsed.GetValue(architecture)!));
            bool isJson = parsed.GetValue(format) == CommonOptions.Json;
            if (arguments.Print(parsed) is { } what)
                new SmolerfilePrinter(isJson).Print(read, what);
            // Standard output holds one thing: what was asked for, or else the findings.
            SmolerfilePrinter.PrintFindings(read, isJson && arguments.Print(parsed) is null);
            return read.HasErrors ? ExitCodes.Failed : 0;
        });
        return command;
    }
}
