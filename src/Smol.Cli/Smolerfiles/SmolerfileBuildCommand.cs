using System.CommandLine;
using Smol.Building.Recipes.Smolerfiles;
using Smol.Cli.Commands;
using Smol.Storage;

namespace Smol.Cli.Smolerfiles;

/// <summary>What <c>smol build</c> does with a SMOLerfile in the place of a service.</summary>
internal sealed class SmolerfileBuildCommand
{
    private readonly SmolFolders _folders;
    private readonly SmolerfileArguments _arguments;
    private readonly Option<string> _format = CommonOptions.Format();

    private SmolerfileBuildCommand(Command command, SmolFolders folders)
    {
        _folders = folders;
        _arguments = SmolerfileArguments.AddTo(command);
        command.Add(_format);
    }

    /// <summary>Adds the options of SMOLerfiles to a command.</summary>
    public static SmolerfileBuildCommand AddTo(Command command, SmolFolders folders) => new(command, folders);

    /// <summary>Builds a SMOLerfile, or prints what <c>--print</c> asks for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="recipe">What is to be built.</param>
    /// <returns>The exit code; null for a service.</returns>
    /// <exception cref="SmolException">The file can't be built, or the options are not a service's.</exception>
    public int? Run(ParseResult parsed, RecipeWords recipe)
    {
        if (!IsSmolerfile(recipe.Service))
        {
            _arguments.RefuseFor(parsed, recipe.Service);
            return null;
        }
        string architecture = recipe.Variables.GetValueOrDefault("ARCH", Host.Architecture);
        Smolerfile file = Smolerfile.Load(recipe.Service, _arguments.Options(parsed, _folders, architecture));
        SmolerfilePrinter.PrintFindings(file, isJson: false);
        if (_arguments.Print(parsed) is not { } what)
        {
            file.Require();
            throw new SmolException("this version plans SMOLerfiles, and does not build them yet", recipe.Service, "--print plan shows what would be done");
        }
        new SmolerfilePrinter(parsed.GetValue(_format) == CommonOptions.Json).Print(file, what);
        return file.HasErrors ? ExitCodes.Failed : 0;
    }

    /// <summary>A path, or one of the names that such files have: a mere word is a service.</summary>
    private static bool IsSmolerfile(string name) =>
        File.Exists(name) && (name.Contains('/', StringComparison.Ordinal) || name.Contains('.', StringComparison.Ordinal) || name is "Dockerfile" or "SMOLerfile");
}
