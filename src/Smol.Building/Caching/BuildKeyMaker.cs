using Smol.Building.Booting;
using Smol.Building.Composition;
using Smol.Building.Recipes;
using Smol.Building.Recipes.Smolerfiles.Ignoring;
using Smol.Building.Recipes.Smolerfiles.Planning;
using Smol.Building.Recipes.Smolerfiles.Stages;
using Smol.Building.Stages;
using Smol.Guests;
using Smol.Images.Store;
using Smol.Storage;

namespace Smol.Building.Caching;

/// <summary>Makes the keys of a SMOLerfile's build, before anything is composed. docs/build-cache.md says what is in them.</summary>
/// <param name="plan">What is to be done.</param>
/// <param name="recipe">The service that it comes to.</param>
/// <param name="inputs">What it is made of.</param>
/// <param name="settings">How guests run what needs one.</param>
/// <param name="openImage">The digest of an image that files are copied from.</param>
/// <param name="fetch">The file of a URL, with the SHA-256 that it must have, if one is said.</param>
internal sealed class BuildKeyMaker(
    SmolerfilePlan plan, ServiceRecipe recipe, SmolerfileInputs inputs, BuildBootSettings settings, Func<string, string> openImage, Func<Uri, string?, string> fetch)
{
    private readonly Dictionary<int, string> _begins = [];
    private readonly Dictionary<int, IReadOnlyList<string>> _stages = [];
    private readonly SourceDigest _context = new(inputs.Context, inputs.Digests);

    /// <summary>Makes them.</summary>
    /// <param name="begin">What a stage begins with besides an earlier one, as the image's record notes it.</param>
    /// <exception cref="SmolException">A file that is to be copied is missing, or can't be read.</exception>
    public BuildKeys Make(Func<StagePlan, IReadOnlyList<ImageInput>> begin)
    {
        var steps = new StageKeys(Sources, Mounted, new(Guests));
        string composer = Composer();
        foreach (StagePlan stage in plan.Stages)
        {
            IReadOnlyList<ImageInput> made = begin(stage);
            _begins[stage.Index] = CacheKey.Of([Base(stage), stage.NeedsGuest ? composer : null, .. made.SelectMany(input => (string[])[input.Kind, input.Name, input.Digest])]);
            _stages[stage.Index] = steps.Of(_begins[stage.Index], stage.Steps);
        }
        string tree = Last(plan.Target.Index);
        string image = CacheKey.Of(
        [
            tree, composer, recipe.Name, Path.GetFileName(plan.File), PlanJson.Of(plan.Target.Configuration).ToJsonString(), PlanJson.Of(plan.Settings).ToJsonString(),
            .. plan.Stages.SelectMany(stage => stage.Steps).Select(step => step.Text),
        ]);
        return new(image, _stages, tree);
    }

    private string Last(int stage) => _stages[stage] is [.., var last] ? last : _begins[stage];

    private string Base(StagePlan stage) => stage.Base switch
    {
        EarlierStageBase earlier => Last(earlier.Index),
        SetsBase => "sets",
        ImageBase => "image",
        _ => "scratch",
    };

    /// <summary>What is laid into every image, and into those that a guest is to boot from.</summary>
    private string Composer() => CacheKey.Of(
    [
        inputs.Epoch?.ToString(), .. OptionWords.Of(recipe.Options),
        .. ServiceOverlay.Of(recipe).SelectMany(overlay => (string[])[overlay.Target, new SourceDigest(new(overlay.Folder, IgnoreRules.None, default), inputs.Digests).OfAll()]),
    ]);

    private string Sources(CopyStep step)
    {
        string files = step.From is { } origin ? Of(origin) : step.Paths.Count > 0 ? _context.Of(step) : "";
        return CacheKey.Of([inputs.Epoch?.ToString(), files, .. step.Urls.Select(url => inputs.Digests.Of(fetch(url, step.Checksum?["sha256:".Length..])))]);
    }

    private string Mounted(RunStep step, RunMount mount) => mount.From is { } origin ? Of(origin) : _context.Of(step, mount);

    private string Of(CopyOrigin origin) => origin.Stage is { } stage ? Last(stage) : openImage(origin.Image!);

    /// <summary>Which guest a tree holds is not known yet, where nothing says it.</summary>
    private string Guests() => CacheKey.Of(
    [
        BootTree.Driver, recipe.Options.Filesystem,
        .. (recipe.Options.IsGuestSaid ? [recipe.Options.Guest] : Enum.GetValues<GuestKind>()).SelectMany(Kernel),
    ]);

    private IEnumerable<string?> Kernel(GuestKind guest)
    {
        try
        {
            BootKernel kernel = settings.FindKernel(guest, recipe.Options.Architecture);
            return [inputs.Digests.Of(kernel.KernelPath), kernel.InitrdPath is null ? null : inputs.Digests.Of(kernel.InitrdPath), kernel.Console.ToString()];
        }
        catch (SmolException)
        {
            // A boot will say so.
            return [null];
        }
    }
}
