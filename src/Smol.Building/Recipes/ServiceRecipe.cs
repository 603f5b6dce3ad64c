using System.Text.RegularExpressions;
using Smol.Storage;

namespace Smol.Building.Recipes;

/// <summary>
/// A service directory, as smolBSD has them: <c>etc/</c>, <c>options.mk</c>, <c>own.mk</c>, and a <c>common/</c> folder
/// beside all services.
/// </summary>
/// <param name="Name">The service's name, which is its folder's.</param>
/// <param name="Folder">The service's folder.</param>
/// <param name="CommonFolder">The folder whose files become <c>/etc/include</c>; null when there is none.</param>
/// <param name="Options">What its options say.</param>
public sealed partial record ServiceRecipe(string Name, string Folder, string? CommonFolder, ServiceOptions Options)
{
    // What a service may hold that this version does not build yet: better no image than one that lacks it.
    private static readonly string[] NotBuilt = ["postinst", "packages", "sailor.conf"];

    /// <summary>Finds and reads a service.</summary>
    /// <param name="service">A name to be looked up, or the path of a service's folder.</param>
    /// <param name="catalogues">The folders that hold services, the first one that has it wins.</param>
    /// <param name="commandLine">Variables that win over the files.</param>
    /// <param name="hostArchitecture">The architecture when nothing names one.</param>
    /// <exception cref="SmolException">There is no such service, or it is not understood.</exception>
    public static ServiceRecipe Load(
        string service, IReadOnlyList<string> catalogues, IReadOnlyDictionary<string, string> commandLine, string hostArchitecture)
    {
        string folder = FindFolder(service, catalogues);
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        if (!NamePattern().IsMatch(name))
            throw new SmolException($"'{name}' can't be the name of a service", folder, "names are lower-case letters, digits, '.', '_' and '-', at most 31 of them");

        foreach (string part in NotBuilt)
        {
            if (Path.Exists(Path.Combine(folder, part)))
                throw new SmolException($"has '{part}', which this version does not build", folder);
        }

        var variables = new MakeVariables(commandLine);
        foreach (string file in new[] { "options.mk", "own.mk" })
        {
            string path = Path.Combine(folder, file);
            if (File.Exists(path))
                OptionsFile.Apply(path, variables);
        }
        string beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(folder))!, "common");
        string? common = catalogues.Select(catalogue => Path.Combine(catalogue, "common")).Prepend(beside).FirstOrDefault(Directory.Exists);
        return new(name, folder, common, ServiceOptions.Read(variables, hostArchitecture, folder));
    }

    private static string FindFolder(string service, IReadOnlyList<string> catalogues)
    {
        if (service.Contains('/'))
        {
            return Directory.Exists(service)
                ? Path.TrimEndingDirectorySeparator(service)
                : throw new SmolException("there is no such folder", service, "give the name of a service, or its folder");
        }
        string? found = catalogues.Select(catalogue => Path.Combine(catalogue, service)).FirstOrDefault(Directory.Exists);
        if (found is not null && service != "common")
            return found;
        string[] present =
        [
            .. catalogues.Where(Directory.Exists).SelectMany(Directory.GetDirectories).Select(path => Path.GetFileName(path)!)
                .Where(name => name != "common").Distinct().Order(StringComparer.Ordinal),
        ];
        throw new SmolException("no such service", service,
            present.Length == 0 ? "no services were found; give a service's folder" : "there are: " + string.Join(", ", present));
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]{0,30}\z")]
    private static partial Regex NamePattern();
}
