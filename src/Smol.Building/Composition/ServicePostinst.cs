using Smol.Building.Booting;
using Smol.Building.Minimising;
using Smol.Building.Recipes;
using Smol.Building.Recipes.Sailor;
using Smol.Building.Sandbox;
using Smol.Guests;
using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Building.Composition;

/// <summary>Runs a service's <c>postinst</c> scripts over the composed tree.</summary>
/// <param name="recipe">The service.</param>
/// <param name="settings">How.</param>
internal sealed class ServicePostinst(ServiceRecipe recipe, PostinstSettings settings)
{
    private const string FinalScriptName = "CURLSH.sh";

    /// <summary>Runs them.</summary>
    /// <param name="tree">The tree; it is not changed.</param>
    /// <param name="finalScript">A script's file that is run after them (<c>CURLSH</c>); null for none.</param>
    /// <param name="guest">The guest that it holds.</param>
    /// <param name="time">The time of what the scripts make.</param>
    /// <param name="progress">Told each line that they print.</param>
    /// <param name="cancellation">Kills what runs.</param>
    /// <returns>The tree after the scripts; to be disposed of when it is not read any more.</returns>
    /// <exception cref="SmolException">A script failed, or has to run in the guest, and there is no kernel for it.</exception>
    public PostinstOutcome Run(
        FileTree tree, string? finalScript, GuestKind guest, Timestamp time, IProgress<string> progress, CancellationToken cancellation)
    {
        IReadOnlyList<string> scripts = PostinstScripts.Wanted(recipe.Folder, recipe.Options.OnlyScript);
        IReadOnlyList<KeepEntry> commands = settings.Choice == PostinstChoice.Skip ? [] : recipe.Keep?.Commands ?? [];
        PostinstOutcome outcome = RunAll(tree, scripts, commands, guest, Options(guest, time), progress, cancellation);
        if (finalScript is null)
            return outcome;
        try
        {
            return outcome.Then(RunFinal(finalScript, outcome.Tree, guest, Options(guest, time), progress, cancellation));
        }
        catch
        {
            outcome.Dispose();
            throw;
        }
    }

    /// <summary>Runs a script that is not of the service, as the only one of a service of the same name.</summary>
    private PostinstOutcome RunFinal(string script, FileTree tree, GuestKind guest, PostinstOptions options, IProgress<string> progress, CancellationToken cancellation)
    {
        string scratch = Directory.CreateTempSubdirectory("smol-curlsh-").FullName;
        try
        {
            string folder = Path.Combine(scratch, recipe.Name);
            Directory.CreateDirectory(Path.Combine(folder, "postinst"));
            File.Copy(script, Path.Combine(folder, "postinst", FinalScriptName));
            return RunAll(tree, [FinalScriptName], [], guest, options with { ServiceFolder = folder }, progress, cancellation);
        }
        catch (SmolException failure) when (failure.Place?.StartsWith(scratch, StringComparison.Ordinal) == true)
        {
            throw new SmolException(failure.Problem, recipe.Options.FetchedScript?.ToString(), failure.Hint, failure);
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    /// <summary>Runs scripts here as far as that can be, and the rest in the guest, and commands there after them.</summary>
    private PostinstOutcome RunAll(
        FileTree tree, IReadOnlyList<string> scripts, IReadOnlyList<KeepEntry> commands, GuestKind guest, PostinstOptions options, IProgress<string> progress, CancellationToken cancellation)
    {
        PostinstOutcome outcome = PostinstSandbox.Run(tree, scripts, options, progress, cancellation);
        bool isForPackages = options.Choice == PostinstChoice.Boot && PostinstBoot.HasWork(outcome.Tree);
        if (outcome.Deferred is null && !isForPackages && commands.Count == 0)
            return outcome;
        try
        {
            if (outcome.Deferred is { } deferred)
                progress.Report($"{string.Join(", ", deferred.Scripts)}: in the guest, since {deferred.Reason}");
            if (commands.Count > 0)
                progress.Report($"{SailorConf.RunAtBuild} of {SailorConf.FileName}: in the guest");
            return outcome.Then(new PostinstBoot(settings.Boot, recipe.Options, guest).Run(outcome.Tree, outcome.Deferred?.Scripts ?? [], commands, options, progress, cancellation));
        }
        catch
        {
            outcome.Dispose();
            throw;
        }
    }

    private PostinstOptions Options(GuestKind guest, Timestamp time) => new()
    {
        Choice = settings.Choice,
        ServiceFolder = recipe.Folder,
        CommonFolder = recipe.CommonFolder,
        Variables = Variables(),
        Time = time,
        ScratchFolder = settings.ScratchFolder,
        HasNetwork = settings.HasNetwork,
        RunsPrograms = guest == GuestKind.Linux,
        NeedsNetBsd = recipe.NeedsNetBsd,
    };

    private PostinstVariables Variables() => new()
    {
        Service = recipe.Name,
        Architecture = recipe.Options.Architecture,
        PackagesVersion = recipe.Options.PackagesVersion,
        ReadOnly = recipe.Options.ReadOnly ? "y" : "",
        BiosConsole = recipe.Options.BiosConsole,
        PackageSite = settings.PackageSite,
        AddedPackages = string.Join(' ', recipe.Options.Packages),
        FromImage = recipe.Options.BaseImage ?? "",
        BiosBoot = recipe.Options.BiosBoot ? "y" : "",
        Minimize = recipe.Options.IsMinimized ? "y" : "",
    };
}
