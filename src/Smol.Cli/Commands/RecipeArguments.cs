using System.CommandLine;
using Smol.Building.Composition;
using Smol.Building.Locking;
using Smol.Building.Recipes;
using Smol.Cli.Fetching;
using Smol.Cli.Settings;

namespace Smol.Cli.Commands;

/// <summary>The arguments and options of commands that look at a recipe and at what its images are made of.</summary>
internal sealed class RecipeArguments
{
    private readonly SmolFolders _folders;
    private readonly Argument<string?> _service;
    private readonly Argument<string[]> _variables = new("VAR=value") { Description = "Variables that win over options.mk", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _architecture = new("--arch") { Description = "The architecture; ARCH, or this host's, without it", HelpName = "ARCH" };
    private readonly Option<string[]> _catalogues = new("--services") { Description = "A folder of services; may be given again" };
    private readonly Option<string[]> _sets = SetOptions.Folders();
    private readonly MirrorOptions _mirror;

    private RecipeArguments(Command command, SmolFolders folders, bool isOptional)
    {
        _folders = folders;
        _service = isOptional
            ? new("service") { Description = "A service's name, or its folder; the current folder without it", Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = static _ => "./" }
            : new("service") { Description = "A service's name, or its folder; where images are built, a SMOLerfile, too, or a folder that has one", Arity = ArgumentArity.ZeroOrOne };
        command.Add(_service);
        command.Add(_variables);
        command.Add(_architecture);
        command.Add(_catalogues);
        command.Add(_sets);
        _mirror = MirrorOptions.AddTo(command, folders);
    }

    /// <summary>Adds them to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="folders">Where sets, downloads and the configuration file are.</param>
    /// <param name="isOptional">Whether the current folder is meant where no service is named.</param>
    public static RecipeArguments AddTo(Command command, SmolFolders folders, bool isOptional = false) => new(command, folders, isOptional);

    /// <summary>The name of what is to be built, and the variables of the command line.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="whenNone">The name where the command line has none; null where it must.</param>
    public RecipeWords Words(ParseResult parsed, string? whenNone = null)
    {
        RecipeWords words = RecipeWords.Read([.. parsed.GetValue(_service) is { } service ? [service] : Array.Empty<string>(), .. parsed.GetValue(_variables) ?? []], whenNone);
        if (parsed.GetValue(_architecture) is { } architecture)
            words.Variables["ARCH"] = architecture;
        return words;
    }

    /// <summary>The recipe, with what is to be said of its files.</summary>
    /// <exception cref="Storage.SmolException">There is no such service, or it can't be built.</exception>
    public ServiceRecipe Load(ParseResult parsed)
    {
        RecipeWords words = Words(parsed);
        return LoadedRecipe.Load(words.Service, ServiceFolders.Of(parsed.GetValue(_catalogues)), words.Variables);
    }

    /// <summary>The folder of what services share; null where there is none.</summary>
    public string? CommonFolder(ParseResult parsed) =>
        ServiceFolders.Of(parsed.GetValue(_catalogues)).Select(catalogue => Path.Combine(catalogue, "common")).FirstOrDefault(Directory.Exists);

    /// <summary>What finds and fetches what the recipe's images are made of.</summary>
    /// <exception cref="Storage.SmolException">The architecture or a place is not understood.</exception>
    public InputSession Open(ParseResult parsed, ServiceRecipe recipe, CancellationToken stop)
    {
        SetLibrary library = SetOptions.Library(parsed.GetValue(_sets), _folders, recipe.Options.Architecture, recipe.Folder);
        return new(recipe, library, _folders, _mirror, parsed, stop);
    }

    /// <summary>Where the recipe's lock file is.</summary>
    public static string LockPath(ServiceRecipe recipe) => Path.Combine(recipe.Folder, LockFile.FileName);
}
