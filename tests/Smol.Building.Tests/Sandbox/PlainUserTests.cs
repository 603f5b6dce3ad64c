using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Smol.TestSupport;

namespace Smol.Building.Tests.Sandbox;

/// <summary>Runs the tests of the sandbox again as users that are not root, where root runs these.</summary>
public sealed partial class PlainUserTests
{
    private static readonly string[] Classes = [typeof(PostinstSandboxTests).FullName!, typeof(ConfinementTests).FullName!, typeof(OtherProcessTests).FullName!];

    [Fact]
    public void A_user_without_a_range_of_ids_has_the_same_sandbox()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "these users run the tests themselves");
        AssertPassAs("61234");
    }

    [Fact]
    public void A_user_with_a_range_of_ids_has_the_same_sandbox()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "these users run the tests themselves");
        Oracle.Find("newuidmap");
        string user = "smol" + RandomNumberGenerator.GetInt32(100_000, 999_999).ToString(CultureInfo.InvariantCulture);
        Oracle.MustRun("useradd", "--no-create-home", user);
        try
        {
            Assert.Contains(user + ":", File.ReadAllText("/etc/subuid"), StringComparison.Ordinal);
            AssertPassAs(user);
        }
        finally
        {
            Oracle.MustRun("userdel", user);
        }
    }

    private static void AssertPassAs(string user)
    {
        using var scratch = new Scratch();
        Oracle.MustRun("cp", "-R", AppContext.BaseDirectory, scratch["tests"]);
        Oracle.MustRun("chmod", "-R", "a+rX", scratch.Folder);
        string[] classes = [.. Classes.SelectMany(name => new[] { "-class", name })];
        (int code, string output, string errors) = Oracle.RunIn(
            "/", "setpriv", ["--reuid", user, "--regid", user, "--clear-groups", "dotnet", scratch["tests/Smol.Building.Tests.dll"], "-noColor", .. classes]);
        Assert.True(code == 0, output + errors);
        Assert.Matches(AllPassed(), output);
    }

    [GeneratedRegex(@"Total: [1-9][0-9]+, Errors: 0, Failed: 0, Skipped: 0,")]
    private static partial Regex AllPassed();
}
