using Smol.Building.Minimising;
using Smol.Building.Recipes.Make;
using Smol.Building.Recipes.Sailor;
using Smol.Storage;
using Smol.Storage.DiskImages;

namespace Smol.Building.Recipes;

/// <summary>
/// A service directory, as smolBSD has them: <c>etc/</c>, <c>options.mk</c>, <c>own.mk</c>, and a <c>common/</c> folder
/// beside all services.
/// </summary>
/// <param name="Name">The service's name, which is its folder's.</param>
/// <param name="Folder">The service's folder.</param>
/// <param name="CommonFolder">The folder whose files become <c>/etc/include</c>; null when there is none.</param>
/// <param name="Options">What its options say.</param>
public sealed record ServiceRecipe(string Name, string Folder, string? CommonFolder, ServiceOptions Options)
{
    private const int MostLetters = 31;

    /// <summary>What its files warn of, and what is strange about them.</summary>
    public IReadOnlyList<MakeNote> Notes { get; private init; } = [];

    /// <summary>What of its sets and packages a minimised image keeps; null for all.</summary>
    public KeepList? Keep { get; private init; }

    /// <summary>The name of the root partition, as smolBSD gives it.</summary>
    public string Partition => Name + "root";

    /// <summary>Whether its scripts need a NetBSD (<c>NETBSD_ONLY</c>).</summary>
    public bool NeedsNetBsd => File.Exists(Path.Combine(Folder, "NETBSD_ONLY"));

    /// <summary>The variables that mean something to a build, or that its files set, with where each was set.</summary>
    /// <exception cref="SmolException">A value can't be expanded.</exception>
    public IReadOnlyList<RecipeOption> Variables => Makefiles is null ? [] : RecipeOptionList.Of(Makefiles, Options);

    /// <summary>What it asks for and a build refuses, as the errors that it gives.</summary>
    public IReadOnlyList<SmolException> Unbuilt => Makefiles is null ? [] : [.. UnbuiltParts.In(Makefiles)];

    private MakeVariables? Makefiles { get; init; }

    /// <summary>The recipe with what a build takes besides it.</summary>
    /// <param name="root">A folder or archive that is laid in place of the sets; null for the sets.</param>
    /// <param name="kernel">The file that becomes <c>/netbsd</c>; null for none.</param>
    /// <exception cref="SmolException">One of them is not there.</exception>
    public ServiceRecipe With(string? root, string? kernel)
    {
        if (root is not null && !Path.Exists(root))
            throw new SmolException("there is no such folder or archive", root);
        if (kernel is not null && !File.Exists(kernel))
            throw new SmolException("there is no such file", kernel);
        ServiceOptions options = Options with { InstalledKernel = kernel ?? Options.InstalledKernel };
        return this with { Options = root is null ? options : options with { Sets = [Path.GetFullPath(root)] } };
    }

    /// <summary>The recipe with the size that it gets over a base image: where no size is said, not less than that image's.</summary>
    /// <param name="baseLength">The image's length in bytes; null without one.</param>
    internal ServiceRecipe WithSize(long? baseLength) =>
        !Options.IsSizeSaid && Options.Size.Length < baseLength ? this with { Options = Options with { Size = FilesystemSize.Of(baseLength.Value) } } : this;

    /// <summary>Finds and reads a service that is to be built.</summary>
    /// <param name="service">A name to be looked up, or the path of a service's folder.</param>
    /// <param name="catalogues">The folders that hold services, the first one that has it wins.</param>
    /// <param name="commandLine">Variables that win over the files.</param>
    /// <param name="hostArchitecture">The architecture when nothing names one.</param>
    /// <param name="environment">Variables that the files win over; null for none.</param>
    /// <exception cref="SmolException">There is no such service, it is not understood, or it asks for what a build refuses.</exception>
    public static ServiceRecipe Load(
        string service, IReadOnlyList<string> catalogues, IReadOnlyDictionary<string, string> commandLine, string hostArchitecture,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        ServiceRecipe recipe = Read(FindFolder(service, catalogues), catalogues, new(commandLine, environment ?? new Dictionary<string, string>(), hostArchitecture));
        UnbuiltParts.Refuse(recipe.Unbuilt);
        return recipe;
    }

    /// <summary>Finds and reads a service, even when it asks for what a build refuses.</summary>
    /// <inheritdoc cref="Load"/>
    public static ServiceRecipe Show(
        string service, IReadOnlyList<string> catalogues, IReadOnlyDictionary<string, string> commandLine, string hostArchitecture,
        IReadOnlyDictionary<string, string>? environment = null) =>
        Read(FindFolder(service, catalogues), catalogues, new(commandLine, environment ?? new Dictionary<string, string>(), hostArchitecture));

    private static ServiceRecipe Read(string folder, IReadOnlyList<string> catalogues, ServiceInputs inputs)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        RequireName(name, folder);
        (MakeVariables variables, IReadOnlyList<MakeNote> notes) = ServiceMakefiles.Read(name, folder, inputs);
        ServiceOptions options = new ServiceOptionsReader(variables).Read();
        string? common = catalogues.Prepend(ParentOf(folder)).Select(catalogue => Path.Combine(catalogue, ServiceCatalogue.CommonFolder)).FirstOrDefault(Directory.Exists);
        KeepList? keep = options.IsMinimized ? SailorConf.Find(folder, common) : null;
        if (keep is not null)
            (options, keep) = WithPackages(options, keep);
        return new(name, folder, common, options) { Keep = keep, Notes = [.. notes, .. UnknownVariables.Find(variables)], Makefiles = variables };
    }

    /// <summary>sailor installs what <c>packages</c> names; and what a recipe installs is there to stay.</summary>
    private static (ServiceOptions Options, KeepList Keep) WithPackages(ServiceOptions options, KeepList keep)
    {
        IEnumerable<KeepEntry> installed = options.Packages.Select(package => new KeepEntry(package, "ADDPKGS"));
        return (options with { Packages = [.. options.Packages.Union(keep.Packages.Select(entry => entry.Text))] }, keep with { Packages = [.. keep.Packages, .. installed] });
    }

    /// <summary>The folder that a service is in: as the user says it, where the service's path ends with its name.</summary>
    private static string ParentOf(string folder) =>
        Path.GetFileName(folder) is "" or "." or ".." ? Path.GetDirectoryName(Path.GetFullPath(folder))! : Path.GetDirectoryName(folder)!;

    private static string FindFolder(string service, IReadOnlyList<string> catalogues)
    {
        if (service.Contains('/'))
        {
            return Directory.Exists(service)
                ? Path.TrimEndingDirectorySeparator(service)
                : throw new SmolException("there is no such folder", service, "give the name of a service, or its folder");
        }
        if (ServiceCatalogue.Find(service, catalogues) is { } found)
            return found.Folder;
        IReadOnlyList<CataloguedService> present = ServiceCatalogue.List(catalogues);
        throw new SmolException("no such service", service,
            present.Count == 0 ? "no services were found; give a service's folder" : "there are: " + string.Join(", ", present.Select(known => known.Name)));
    }

    /// <summary>Looks whether a service can be called so: its name is in those of images and partitions.</summary>
    /// <exception cref="SmolException">It can't.</exception>
    internal static void RequireName(string name, string? place)
    {
        if (!IsName(name) || name == ServiceCatalogue.CommonFolder)
            throw new SmolException($"'{name}' can't be the name of a service", place, $"names are lower-case letters, digits, '.', '_' and '-', at most {MostLetters} of them");
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= MostLetters && name[0] is not ('.' or '_' or '-') && name.All(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' or '_' or '-');
}
