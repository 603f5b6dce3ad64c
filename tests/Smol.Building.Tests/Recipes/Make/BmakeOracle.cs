using Smol.TestSupport;

namespace Smol.Building.Tests.Recipes.Make;

/// <summary>NetBSD's make as Debian packages it: what it says of a makefile is right.</summary>
internal static class BmakeOracle
{
    /// <summary>The values of variables after a file was read, one line each.</summary>
    public static string[] Values(string path, IReadOnlyList<string> names, params string[] assignments)
    {
        (int code, string output, string errors) = Run(path, names, assignments);
        Assert.True(code == 0 && errors.Length == 0, $"bmake ended with {code}:\n{output}{errors}{File.ReadAllText(path)}");
        return output.Split('\n')[^(names.Count + 1)..^1];
    }

    /// <summary>Whether it refuses a file.</summary>
    public static bool Refuses(string path) => Run(path, ["X"], []).Code != 0;

    private static (int Code, string Output, string Errors) Run(string path, IReadOnlyList<string> names, string[] assignments) =>
        Oracle.RunIn(Path.GetDirectoryName(path), "env",
            ["-i", "PATH=/usr/bin:/bin", .. BmakeEnvironment.Variables.Select(pair => $"{pair.Key}={pair.Value}"), Oracle.Find("bmake"), "-r", "-f", path, .. assignments, .. names.SelectMany(name => new[] { "-v", name })]);
}
