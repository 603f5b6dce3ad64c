using Smol.Building.Recipes.Smolerfiles.Planning;
using Smol.Storage;
using Smol.Storage.Archives;
using Smol.Storage.FileTrees;

namespace Smol.Building.Stages;

/// <summary>Where the files of <c>COPY</c> and <c>ADD</c> come from besides the stage's own tree. What it opens stays open until it is disposed of.</summary>
/// <param name="context">The context.</param>
/// <param name="stages">Gives the tree of a stage before this one, by its number.</param>
/// <param name="openImage">Opens an image of the store.</param>
/// <param name="fetch">Fetches a URL, with the SHA-256 that it must have; gives its file.</param>
/// <param name="archives">Where archives are decompressed to.</param>
internal sealed class StageSources(
    BuildContext context, Func<int, FileTree> stages, Func<string, FileTree> openImage, Func<Uri, string?, string> fetch, ArchiveCache archives) : IDisposable
{
    private readonly List<IDisposable> _open = [];
    private readonly Dictionary<string, FileTree> _images = [];

    /// <summary>Does a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="tree">The stage's tree; it is changed.</param>
    /// <param name="time">The time of what has none.</param>
    /// <param name="warn">Told of sources that are missing where they may be.</param>
    /// <exception cref="SmolException">A source is missing or can't be read, or something does not go with the tree.</exception>
    public void Copy(CopyStep step, FileTree tree, Timestamp time, Action<string> warn)
    {
        var sources = new List<CopySource>();
        (FileTree from, string place) = step.From is null && step.Paths.Count == 0 ? (new FileTree(), context.Folder) : Origin(step.From);
        foreach (string path in step.Paths)
        {
            IReadOnlyList<CopySource> found = new SourceFinder(from, place).Find(path, step);
            if (found.Count == 0)
                warn($"{step.Span}: '{path}' is not in {place}");
            sources.AddRange(found.Select(source => step.UnpacksArchives && step.From is null ? Unpacked(source) : source));
        }
        foreach (Uri url in step.Urls)
            sources.Add(Fetched(step, url, time));
        if (sources.Count + step.Files.Count > 0)
            new FileCopy(step, tree, time).Put(sources);
    }

    /// <summary>The file or folder that a mount of a step shows.</summary>
    /// <exception cref="SmolException">It is missing.</exception>
    public Node Find(RunStep step, RunMount mount)
    {
        (FileTree from, string place) = Origin(mount.From);
        return new SourceFinder(from, place).FindOne(mount.Source ?? ".", step);
    }

    /// <inheritdoc/>
    public void Dispose() => _open.ForEach(open => open.Dispose());

    private (FileTree Tree, string Place) Origin(CopyOrigin? origin)
    {
        if (origin is null)
            return (context.Tree, context.Folder);
        if (origin.Stage is { } stage)
            return (stages(stage), $"stage {stage}");
        if (!_images.TryGetValue(origin.Image!, out FileTree? tree))
            _images.Add(origin.Image!, tree = openImage(origin.Image!));
        return (tree, origin.Image!);
    }

    /// <summary>An archive of the context with what is in it; other files as they are.</summary>
    private CopySource Unpacked(CopySource source) =>
        source.Node is FileNode && OpenArchive(Path.Combine(context.Folder, source.Path)) is { } tree ? new(source.Path, tree.Root, IsArchive: true) : source;

    private CopySource Fetched(CopyStep step, Uri url, Timestamp time)
    {
        string path = fetch(url, step.Checksum?["sha256:".Length..]);
        string name = Uri.UnescapeDataString(url.Segments[^1]);
        if (step.UnpacksFetched && OpenArchive(path) is { } tree)
            return new(name, tree.Root, IsArchive: true);
        var content = FileContent.FromRange(new HostFileSource(path), 0, new FileInfo(path).Length);
        return new(name, new FileNode(new(0x180 /* 0600, as Docker has it */, 0, 0, time), content));
    }

    /// <summary>The files of a tar archive, compressed or not; null for what is none.</summary>
    private FileTree? OpenArchive(string path)
    {
        try
        {
            UnpackedArchive archive = archives.Open(path);
            _open.Add(archive);
            if (archive.Length == 0)
                return null;
            var tree = new FileTree();
            TarOverlay.AddTo(tree, archive.ReadMembers());
            return tree;
        }
        catch (SmolException)
        {
            // Docker takes what it can't unpack as the file that it is.
            return null;
        }
    }
}
