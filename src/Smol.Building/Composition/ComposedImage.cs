using System.Security.Cryptography;
using System.Text;
using Smol.Building.Bills;
using Smol.Building.Caching;
using Smol.Building.History;
using Smol.Building.Minimising;
using Smol.Building.Recipes;
using Smol.Building.Sandbox;
using Smol.Guests;
using Smol.Images.Store;
using Smol.Storage;
using Smol.Storage.DiskImages;
using Smol.Storage.FileTrees;

namespace Smol.Building.Composition;

/// <summary>An image whose tree is whole, and which only has to be written: into the store, or to a file.</summary>
public sealed class ComposedImage : IDisposable
{
    private readonly ServiceRecipe _recipe;
    private readonly PostinstOutcome _outcome;
    private readonly GuestKind _guest;
    private readonly IFilesystemFormat _format;
    private readonly Timestamp _time;
    private readonly ImageInput[] _inputs;

    internal ComposedImage(ServiceRecipe recipe, PostinstOutcome outcome, GuestKind guest, IFilesystemFormat format, Timestamp time, ImageInput[] inputs) =>
        (_recipe, _outcome, _guest, _format, _time, _inputs) = (recipe, outcome, guest, format, time, inputs);

    /// <summary>The operating system in it.</summary>
    public GuestKind Guest => _guest;

    /// <summary>The word for its filesystem.</summary>
    public string Filesystem => _format.Name;

    /// <summary>What a BIOS starts of it; null for nothing.</summary>
    public BootCode? Boot { get; internal init; }

    /// <summary>What is in it.</summary>
    public FileTree Tree => _outcome.Tree;

    /// <summary>The steps by which it was made.</summary>
    public required BuildHistory History { get; init; }

    /// <summary>How it is run; null for the image of a service.</summary>
    public ConfigRecord? Config { get; internal init; }

    /// <summary>Whether its machines in the background have their console on a pseudo-terminal.</summary>
    public bool UsesPty { get; internal init; }

    /// <summary>The keys of its build; null for the image of a service.</summary>
    public BuildKeys? Keys { get; internal init; }

    /// <summary>What was taken from it; null when it is not minimised.</summary>
    public MinimisedTree? Minimised { get; internal set; }

    /// <summary>What its user should know of it.</summary>
    public IEnumerable<string> Warnings() =>
    [
        .. Minimised?.Warnings ?? [],
        .. MissingIncludes.In(Tree).Select(script => $"/etc/rc takes {script}, which is not in the image; /etc/include is made from {_recipe.CommonFolder ?? "no folder"}"),
    ];

    /// <summary>Writes it to a file, which takes its name when it is whole.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="cancellation">Ends the writing early.</param>
    /// <exception cref="SmolException">The image is too small for its tree, or can't be written.</exception>
    public DiskImage Write(string path, CancellationToken cancellation) => Write(path, isDigested: false, cancellation);

    private DiskImage Write(string path, bool isDigested, CancellationToken cancellation)
    {
        var options = new DiskImageOptions
        {
            PartitionName = _recipe.Partition,
            Size = _recipe.Options.Size,
            Time = _time,
            Identity = Identity,
            Boot = Boot,
            IsDigested = isDigested,
        };
        return DiskImageWriter.Write(path, Tree, _format, options, cancellation);
    }

    /// <summary>Writes it to a file with smolBSD's signature behind it, and the signature to a file beside that.</summary>
    /// <inheritdoc cref="Write(string, CancellationToken)"/>
    public DiskImage WriteSigned(string path, CancellationToken cancellation)
    {
        string unsigned = $"{path}.{Environment.ProcessId}.unsigned";
        try
        {
            DiskImage image = Write(unsigned, cancellation);
            string line = SmolSignature.Append(unsigned, _time);
            AtomicFile.Write(SmolSignature.PathBeside(path), stream => stream.Write(Encoding.ASCII.GetBytes(line)));
            File.Move(unsigned, path, overwrite: true);
            return image with { Path = path, Length = image.Length + line.Length };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be written: " + failure.Message, path, cause: failure);
        }
        finally
        {
            if (File.Exists(unsigned))
                File.Delete(unsigned);
        }
    }

    /// <summary>Writes it into the store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="name">The image's name.</param>
    /// <param name="cancellation">Ends the writing early.</param>
    /// <exception cref="SmolException">The image is too small for its tree, or can't be written.</exception>
    public ImageRecord Commit(ImageStore store, ImageName name, CancellationToken cancellation)
    {
        string path = store.NewImagePath();
        string digest = Write(path, isDigested: true, cancellation).Digest!;
        return store.Commit(path, (size, created) => new()
        {
            Repository = name.Repository,
            Tag = name.Tag,
            Digest = digest,
            Size = size,
            Created = created,
            Guest = _guest.ToWord(),
            Architecture = _recipe.Options.Architecture,
            Partition = _recipe.Partition,
            Filesystem = _format.Name,
            ReadOnly = _recipe.Options.ReadOnly,
            Inputs = _inputs,
            Machine = MachineDefaults(_recipe.Options) with { UsesPty = UsesPty },
            Config = Config,
            History = [.. History.Steps.Select(step => step.Created == default ? step with { Created = created } : step)],
            BuildKey = Keys?.Image,
            // What went from a minimised image is missing to other builds.
            StepKeys = _recipe.Options.IsMinimized ? [] : Keys?.Trees ?? [],
        }, record => BillOf(record.Name().ToString()));
    }

    /// <summary>Its bill of materials, a document of SPDX without the image's files.</summary>
    /// <param name="name">What it calls the image.</param>
    public byte[] BillOf(string name) => SpdxText.Write(BillOfMaterials.Of(new(name, _time, _inputs, Tree)));

    /// <inheritdoc/>
    public void Dispose() => _outcome.Dispose();

    private static MachineDefaults MachineDefaults(ServiceOptions options) =>
        new() { MemoryMiB = options.Memory, Kernel = options.Kernel, Ports = [.. options.Ports.Select(port => port.ToString())] };

    /// <summary>What ids are derived from: the inputs' digests, and all that the tree says but the bytes of its files.</summary>
    private byte[] Identity()
    {
        byte[] digests = Encoding.UTF8.GetBytes(string.Join('\n', _inputs.Select(input => input.Digest)));
        return SHA256.HashData([.. digests, .. TreeIdentity.Of(Tree)]);
    }
}
