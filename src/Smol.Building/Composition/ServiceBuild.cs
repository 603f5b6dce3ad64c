using System.Security.Cryptography;
using System.Text;
using Smol.Building.Inputs;
using Smol.Building.Recipes;
using Smol.Building.Sandbox;
using Smol.Guests;
using Smol.Guests.NetBsd.Packages;
using Smol.Images.Store;
using Smol.Storage;
using Smol.Storage.DiskImages;
using Smol.Storage.FileTrees;

namespace Smol.Building.Composition;

/// <summary>From a service and what it is made of to an image in the store.</summary>
/// <param name="recipe">The service.</param>
/// <param name="postinst">How its scripts are run.</param>
/// <param name="store">Where the image goes.</param>
public sealed class ServiceBuild(ServiceRecipe recipe, PostinstSettings postinst, ImageStore store)
{
    /// <summary>The name of the root partition, as smolBSD gives it.</summary>
    public string Partition => recipe.Name + "root";

    /// <summary>Builds the image.</summary>
    /// <param name="inputs">What it is made of besides the service.</param>
    /// <param name="tag">The image's tag.</param>
    /// <param name="epoch">The time of what no archive gives a time, as <c>SOURCE_DATE_EPOCH</c> says; when null, the newest time of the archives.</param>
    /// <param name="progress">Told what is being done.</param>
    /// <param name="cancellation">Ends the build early; nothing is left behind.</param>
    /// <exception cref="SmolException">A set is damaged, the service does not go with its sets, or the image is too small.</exception>
    public ImageRecord Run(RecipeInputs inputs, string tag, Timestamp? epoch, IProgress<string> progress, CancellationToken cancellation)
    {
        ImageName name = ImageName.Parse($"{recipe.Name}-{recipe.Options.Architecture}:{tag}");
        var tree = new FileTree(epoch ?? default);
        IReadOnlyList<DeferredCommand> deferred = inputs.AddTo(tree, epoch);
        Timestamp time = epoch ?? NewestTime.In(tree);
        GuestKind guest = DecideGuest(tree);
        RootFilesystem root = RootFilesystem.For(guest, recipe.Options.Filesystem, recipe.Options.ReadOnly);
        new ServiceComposer(recipe, guest, time).Complete(tree, Partition, root);
        FirstBoot.AddTo(tree, deferred, time);
        using PostinstOutcome outcome = new ServicePostinst(recipe, postinst).Run(tree, guest, time, progress, cancellation);
        return Commit(name, outcome.Tree, guest, root.Format, time, [.. inputs.Record()], progress, cancellation);
    }

    private GuestKind DecideGuest(FileTree tree)
    {
        GuestKind guest = GuestDetection.Of(tree) ?? recipe.Options.Guest;
        return guest == recipe.Options.Guest || !recipe.Options.IsGuestSaid
            ? guest
            : throw new SmolException($"says GUEST={recipe.Options.Guest.ToWord()}, and its sets hold {guest.ToWord()}", recipe.Folder);
    }

    private ImageRecord Commit(
        ImageName name, FileTree tree, GuestKind guest, IFilesystemFormat format, Timestamp time, ImageInput[] inputs, IProgress<string> progress, CancellationToken cancellation)
    {
        progress.Report($"image {name}");
        string path = store.NewImagePath();
        DiskImageWriter.Write(path, tree, format, new DiskImageOptions { PartitionName = Partition, Size = recipe.Options.Size, Time = time, Identity = Identity(tree, inputs) }, cancellation);
        return store.Commit(path, (digest, size, created) => new()
        {
            Repository = name.Repository,
            Tag = name.Tag,
            Digest = digest,
            Size = size,
            Created = created,
            Guest = guest.ToWord(),
            Architecture = recipe.Options.Architecture,
            Partition = Partition,
            Filesystem = format.Name,
            ReadOnly = recipe.Options.ReadOnly,
            Inputs = inputs,
        });
    }

    /// <summary>What ids are derived from: the sets' digests, and all that the tree says but the bytes of its files.</summary>
    private static byte[] Identity(FileTree tree, ImageInput[] inputs)
    {
        byte[] digests = Encoding.UTF8.GetBytes(string.Join('\n', inputs.Select(input => input.Digest)));
        return SHA256.HashData([.. digests, .. TreeIdentity.Of(tree)]);
    }
}
