using System.Text.RegularExpressions;
using Smol.Building.Recipes;

namespace Smol.EndToEnd.Tests;

/// <summary><c>docs/from-smolbsd.md</c> promises no command that is not there, and leaves nothing of smolBSD out.</summary>
public sealed partial class FromSmolBsdTests : IDisposable
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(SmolProgram.Binary))!, "docs", "from-smolbsd.md"));

    private readonly SmolProgram _smol = new();

    public static TheoryData<string> Commands { get; } = [.. Command().Matches(Text).Select(match => match.Groups["line"].Value).Distinct()];

    public void Dispose() => _smol.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public void Each_command_exists_with_its_options(string line)
    {
        string[] words = line.Split(' ');
        string[] path = [.. words.Skip(1).TakeWhile(word => LowerCase().IsMatch(word)).Take(words[1] is "fetch" or "image" or "kernel" ? 2 : 1)];
        string help = _smol.MustRun([.. path, "--help"]);
        foreach (string option in words.Where(word => word.StartsWith('-')))
            Assert.Matches($@"(^|[\s,]){Regex.Escape(option)}\b", help);
        foreach (string variable in words.Where(word => word.Contains('=', StringComparison.Ordinal) && words[1] == "build"))
            Assert.Contains(variable.Split('=')[0], ServiceVariables.Built);
    }

    [Fact]
    public void Every_target_flag_and_variable_of_smolBSD_has_a_row()
    {
        string[] targets = ["base", "build", "rescue", "kernfetch", "setfetch", "pkgfetch", "fetchall", "buildimg", "fetchimg", "live", "help"];
        AssertRows("Targets of the Makefile", targets.Select(target => $"`{target}`"));
        AssertRows("Variables", ServiceVariables.Known.Select(name => $"`{name}`"));
        AssertRows("Flags of mkimg.sh", "smirxkcobh".Select(letter => $"`-{letter}[ `]"));
        AssertRows("Flags of startnb.sh", "fkiIcmarltnpweExNbsPdvuhE".Select(letter => $"`-{letter}[ `]"));
        AssertRows("Flags of smoler.sh", ["`build FILE`", "`build VAR=val`", "`build -y`", "`build -t ", "`build --tag ", "`build --build-arg ", "`run ", "`images`", "`images ok`", "`pull`", "`push`"]);
        AssertRows("Scripts", Named(["mkimg.sh", "startnb.sh", "smoler.sh", "bin/", "app/", "misc/vmbatch.md", "contribs/knockd.sh", "scripts/fetch.sh", "scripts/freshchk.sh", "scripts/uname.sh", "scripts/sh", "scripts/app-run.sh"]));
    }

    [Fact]
    public void The_environment_of_mkimg_sh_is_all_there()
    {
        foreach (string name in (string[])["ADDPKGS", "ADDSETS", "ARCH", "BIOSBOOT", "BIOSCONSOLE", "CURLSH", "FROMIMG", "MINIMIZE", "MOUNTRO", "PKGSITE", "PKGVERS", "SVCIMG"])
        {
            Assert.Contains($"`{name}`", Section("Flags of mkimg.sh"), StringComparison.Ordinal);
            Assert.Contains(name, _smol.MustRun("mkimg", "-h"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Whatever_a_checkout_of_smolBSD_has_is_there()
    {
        if (Environment.GetEnvironmentVariable("SMOL_SMOLBSD") is not { Length: > 0 } checkout)
        {
            Assert.Skip("SMOL_SMOLBSD names no checkout of smolBSD");
            return;
        }
        string makefile = File.ReadAllText(Path.Combine(checkout, "Makefile"));
        AssertRows("Targets of the Makefile", Target().Matches(makefile).Select(match => $"`{match.Groups["name"].Value}`"));
        AssertRows("Variables", Variable().Matches(makefile).Select(match => $"`{match.Groups["name"].Value}`"));
        foreach (string script in (string[])["mkimg.sh", "startnb.sh"])
            AssertRows("Flags of " + script, Getopts().Match(File.ReadAllText(Path.Combine(checkout, script))).Groups["letters"].Value.Replace(":", "", StringComparison.Ordinal).Select(letter => $"`-{letter}[ `]"));
        AssertRows("Scripts", Named(Directory.GetFiles(checkout, "*.sh").Select(path => Path.GetFileName(path))));
        foreach (string folder in (string[])["contribs", "misc", "scripts", "smoler"])
            AssertRows("Scripts", Named(Directory.GetFiles(Path.Combine(checkout, folder)).Select(path => $"{folder}/{Path.GetFileName(path)}")));
        AssertRows("Scripts", Named(Directory.GetDirectories(checkout).Select(path => Path.GetFileName(path)).Where(name => name[0] != '.' && name is not ("service" or "etc" or "contribs" or "misc" or "scripts" or "smoler")).Select(name => name + "/")));
    }

    [Fact]
    public void What_a_build_refuses_is_not_promised()
    {
        string variables = Section("Variables");
        foreach (string name in ServiceVariables.SaidElsewhere.Keys)
            Assert.DoesNotMatch($@"(?m)^\|[^|]*`{name}`[^|]*\| the same", variables);
    }

    private static void AssertRows(string heading, IEnumerable<string> patterns)
    {
        string section = Section(heading);
        foreach (string pattern in patterns)
            Assert.Matches($@"(?m)^\|[^|]*{pattern}[^|]*\|", section);
    }

    private static IEnumerable<string> Named(IEnumerable<string> names) => names.Select(name => "`" + Regex.Escape(name));

    private static string Section(string heading) => Text.Split("\n## ").Single(section => section.StartsWith(heading + "\n", StringComparison.Ordinal));

    [GeneratedRegex("`(?<line>smol [^`]+)`")]
    private static partial Regex Command();

    [GeneratedRegex(@"\A[a-z]+\z")]
    private static partial Regex LowerCase();

    [GeneratedRegex("(?m)^(?<name>[a-z]+):")]
    private static partial Regex Target();

    [GeneratedRegex(@"(?m)^(?<name>[A-Z]+)[?!+]?=")]
    private static partial Regex Variable();

    [GeneratedRegex("(?m)^options=\"(?<letters>[^\"]+)\"")]
    private static partial Regex Getopts();
}
