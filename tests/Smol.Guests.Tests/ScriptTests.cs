using Smol.TestSupport;

namespace Smol.Guests.Tests;

/// <summary>The scripts that run in guests.</summary>
public sealed class ScriptTests
{
    private static string Repository
    {
        get
        {
            string folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "smol.slnx")))
                folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests must run inside the repository");
            return folder;
        }
    }

    /// <summary>The initramfs's script, and what of the services begins with sh's name or says that it is for sh.</summary>
    public static TheoryData<string> Scripts { get; } =
    [
        "src/Smol.Guests/Linux/init.sh",
        .. Directory.GetFiles(Path.Combine(Repository, "services"), "*", SearchOption.AllDirectories).Where(IsScript)
            .Select(file => Path.GetRelativePath(Repository, file)).Order(StringComparer.Ordinal),
    ];

    private static bool IsScript(string file) =>
        File.ReadLines(file).Take(12).Any(line => line == "#!/bin/sh" || line.StartsWith("# shellcheck shell=sh", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Shellcheck_finds_nothing(string script)
    {
        (int code, string output, string errors) = Oracle.RunIn(Repository, "shellcheck", "-x", "-s", "sh", script);

        Assert.True(code == 0, output + errors);
    }
}
