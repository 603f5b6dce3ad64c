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

    [Theory]
    [InlineData("src/Smol.Guests/Linux/init.sh")]
    [InlineData("services/common/basicrc")]
    [InlineData("services/common/shutdown")]
    [InlineData("services/hello/etc/rc")]
    public void Shellcheck_finds_nothing(string script)
    {
        (int code, string output, string errors) = Oracle.RunIn(Repository, "shellcheck", "-x", "-s", "sh", script);

        Assert.True(code == 0, output + errors);
    }
}
