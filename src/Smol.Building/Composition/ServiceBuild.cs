using Smol.Building.History;
using Smol.Building.Inputs;
using Smol.Building.Minimising;
using Smol.Building.Recipes;
using Smol.Building.Sandbox;
using Smol.Guests;
using Smol.Guests.NetBsd.Packages;
using Smol.Images.Store;
using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Building.Composition;

/// <summary>From a service and what it is made of to an image that is ready to be written.</summary>
/// <param name="recipe">The service.</param>
/// <param name="postinst">How its scripts are run.</param>
public sealed class ServiceBuild(ServiceRecipe recipe, PostinstSettings postinst)
{
    /// <summary>Composes the image.</summary>
    /// <param name="inputs">What it is made of besides the service. Its files are read from there when the image is written.</param>
    /// <param name="epoch">The time of what no archive gives a time, as <c>SOURCE_DATE_EPOCH</c> says; when null, the newest time of the archives.</param>
    /// <param name="progress">Told what is being done.</param>
    /// <param name="cancellation">Ends the build early; nothing is left behind.</param>
    /// <exception cref="SmolException">A set is damaged, or the service does not go with its sets.</exception>
    public ComposedImage Compose(RecipeInputs inputs, Timestamp? epoch, IProgress<string> progress, CancellationToken cancellation)
    {
        var history = new BuildHistory();
        (FileTree tree, IReadOnlyList<DeferredCommand> deferred) = inputs.Compose(epoch, history);
        InputFiles? brought = recipe.Keep is null ? null : InputFiles.Of(tree);
        Timestamp time = epoch ?? NewestTime.In(tree);
        GuestKind guest = DecideGuest(recipe, tree);
        RootFilesystem root = RootFilesystem.For(guest, recipe.Options.Filesystem, recipe.Options.ReadOnly);
        ServiceBoot? boot = ServiceBoot.For(recipe, guest, root.Format, time);
        new ServiceComposer(recipe, guest, time).Complete(tree, recipe.Partition, root, history);
        if (boot is not null)
        {
            boot.AddKernelTo(tree, inputs.BiosKernel!.Path);
            history.Add($"kernel {Path.GetFileName(inputs.BiosKernel!.Locked.Name)}", tree);
        }
        FirstBoot.AddTo(tree, deferred, time);
        PostinstOutcome outcome = new ServicePostinst(recipe, postinst).Run(tree, inputs.FinalScript?.Path, guest, time, progress, cancellation);
        if (outcome.Ran.Count > 0)
            history.Add($"postinst {string.Join(", ", outcome.Ran)}", outcome.Tree);
        try
        {
            if (recipe.Options.IsMinimized)
                RemovePackageLists(outcome.Tree);
            var image = new ComposedImage(recipe.WithSize(inputs.BaseLength), outcome, guest, root.Format, time, [.. inputs.Record(), .. boot is null ? InstalledKernel() : []]) 
            {
                Boot = boot?.AddLoaderTo(outcome.Tree),
                History = history,
            };
            // Last, since the loader is found among the sets' files.
            image.Minimised = brought is null ? null : new Minimiser(guest, recipe.Keep!).Minimise(outcome.Tree, brought);
            if (brought is not null)
                history.Add("minimise", outcome.Tree);
            return image;
        }
        catch
        {
            outcome.Dispose();
            throw;
        }
    }

    /// <summary>What pkgin(1) has made of a summary is made again when it is asked; mkimg.sh drops it, too.</summary>
    internal static void RemovePackageLists(FileTree tree)
    {
        if (tree.Resolve(TreePath.FromText("var/db")) is DirectoryNode databases)
            databases.Remove(ByteString.FromText("pkgin"));
    }

    private ImageInput[] InstalledKernel() =>
        recipe.Options.InstalledKernel is { } path ? [new("kernel", Path.GetFileName(path), "sha256:" + FileDigest.Sha256(path))] : [];

    /// <summary>The guest that the inputs hold, or else the recipe's.</summary>
    /// <exception cref="SmolException">The recipe says another one.</exception>
    internal static GuestKind DecideGuest(ServiceRecipe recipe, FileTree tree)
    {
        GuestKind guest = GuestDetection.Of(tree) ?? recipe.Options.Guest;
        return guest == recipe.Options.Guest || !recipe.Options.IsGuestSaid
            ? guest
            : throw new SmolException($"says GUEST={recipe.Options.Guest.ToWord()}, and its sets hold {guest.ToWord()}", recipe.Folder);
    }
}
