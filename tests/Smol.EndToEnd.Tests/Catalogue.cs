using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>The services that ship with smol, as they are in the repository.</summary>
internal static class Catalogue
{
    /// <summary>The folder that holds them.</summary>
    public static string Folder { get; } = Path.Combine(Repository(), "services");

    /// <summary>Their names.</summary>
    public static TheoryData<string> Services { get; } =
        [.. Directory.GetDirectories(Folder).Select(folder => Path.GetFileName(folder)!).Where(name => name != "common").Order(StringComparer.Ordinal)];

    /// <summary>
    /// What needs the network or a NetBSD to be built, and what a build says that has neither.
    /// </summary>
    public static IReadOnlyDictionary<string, string> NeedMore { get; } = new Dictionary<string, string>
    {
        ["clawd"] = "there is no network here; build with --network",
        ["lhv-tools"] = "there is no network here; build with --network",
        ["ttyd"] = "there is no kernel for a NetBSD guest",
    };

    /// <summary>Copies the catalogue to where <c>smol build</c> looks first: a build keeps a lock file beside its recipe.</summary>
    public static void CopyTo(SmolProgram smol) => Oracle.MustRun("cp", "-R", Folder, smol["services"]);

    internal static string Repository()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "smol.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests must run inside the repository");
        return folder;
    }
}
