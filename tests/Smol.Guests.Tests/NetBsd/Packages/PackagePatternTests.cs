using FsCheck;
using FsCheck.Fluent;
using Smol.Guests.NetBsd.Packages;
using Smol.Storage;

namespace Smol.Guests.Tests.NetBsd.Packages;

public sealed class PackagePatternTests
{
    private static readonly Gen<string> Version =
        from first in Gen.Elements("0", "1", "2", "10", "2024")
        from rest in Gen.ListOf(Gen.Elements(".", "1", "2", "10", "a", "Z", "_", "pl", "rc1", "pre", "beta2", "alpha", "nb", "nb3", "+", "p"))
        select first + string.Concat(rest);

    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(500);

    [Theory]
    [MemberData(nameof(Facts))]
    public void Versions_and_patterns_are_what_the_tools_say(string left, string sign, string right)
    {
        if (sign is "yes" or "no")
            Assert.Equal(sign == "yes", PackagePattern.Parse(left).Matches(right));
        else
            Assert.Equal(sign, DeweyVersion.Compare(left.Trim('"'), right) switch { < 0 => "<", 0 => "=", _ => ">" });
    }

    public static TheoryData<string, string, string> Facts()
    {
        using Stream file = typeof(PackagePatternTests).Assembly.GetManifestResourceStream("dewey.txt")!;
        using var reader = new StreamReader(file);
        var facts = new TheoryData<string, string, string>();
        foreach (string[] words in reader.ReadToEnd().Split('\n').Where(line => line is not ("" or ['#', ..])).Select(line => line.Split(' ')))
            facts.Add(words[0], words[1], words[2]);
        return facts;
    }

    [Fact]
    public void The_table_has_what_was_promised() => Assert.True(Facts().Count >= 120);

    [Fact]
    public void The_order_of_versions_is_a_total_preorder() =>
        Check.One(Many, Prop.ForAll(Gen.Three(Version).ToArbitrary(), versions =>
        {
            (string a, string b, string c) = versions;
            int ab = Math.Sign(DeweyVersion.Compare(a, b));
            int bc = Math.Sign(DeweyVersion.Compare(b, c));
            int ac = Math.Sign(DeweyVersion.Compare(a, c));
            bool isReflexive = DeweyVersion.Compare(a, a) == 0;
            bool isAntisymmetric = ab == -Math.Sign(DeweyVersion.Compare(b, a));
            bool isTransitive = ab * bc < 0 || ac == (ab == 0 ? bc : ab);
            return isReflexive && isAntisymmetric && isTransitive;
        }));

    [Fact]
    public void A_relation_matches_as_versions_compare() =>
        Check.One(Many, Prop.ForAll(Gen.Three(Version).ToArbitrary(), versions =>
        {
            (string version, string lower, string upper) = versions;
            string name = "some-name-" + version;
            int low = DeweyVersion.Compare(version, lower);
            int high = DeweyVersion.Compare(version, upper);
            return Matches($"some-name>{lower}") == low > 0 && Matches($"some-name>={lower}") == low >= 0
                && Matches($"some-name<{lower}") == low < 0 && Matches($"some-name<={lower}") == low <= 0
                && Matches($"some-name>={lower}<{upper}") == (low >= 0 && high < 0)
                && Matches("some-name") && Matches("some-name-[0-9]*") && Matches(name) && !Matches("some") && !Matches($"some>={lower}")
                && Matches($"{{other,some-name>{lower}}}") == low > 0;

            bool Matches(string pattern) => PackagePattern.Parse(pattern).Matches(name);
        }));

    [Fact]
    public void What_a_pattern_matches_begins_with_one_of_its_prefixes() =>
        Check.One(Many, Prop.ForAll(
            (from parts in Gen.NonEmptyListOf(Gen.Elements("a", "b", "-", "{a,b}", "{c,-}", "*", "?", "[0-9]", "[ab]", "1", ">=1", "<2", @"\a"))
             from name in Gen.NonEmptyListOf(Gen.Elements("a", "b", "c", "-", "1"))
             select (Pattern: string.Concat(parts.Take(8)), Name: string.Concat(name) + "-1")).ToArbitrary(),
            pair =>
            {
                var pattern = PackagePattern.Parse(pair.Pattern);
                return !pattern.Matches(pair.Name) || pattern.Prefixes.Any(prefix => pair.Name.StartsWith(prefix, StringComparison.Ordinal));
            }));

    [Theory]
    [InlineData("")]
    [InlineData("{a,b")]
    [InlineData("a{b{c}-1")]
    public void A_pattern_that_can_not_be_read_is_refused(string pattern) => Assert.Throws<SmolException>(() => PackagePattern.Parse(pattern));

    [Fact]
    public void A_pattern_that_stands_for_too_many_is_refused()
    {
        Assert.Contains("over 1000", Assert.Throws<SmolException>(() => PackagePattern.Parse(string.Concat(Enumerable.Repeat("{a,b}", 200)))).Message, StringComparison.Ordinal);
        Assert.Throws<SmolException>(() => PackagePattern.Parse(new string('{', 1000)));
        Assert.Throws<SmolException>(() => PackagePattern.Parse(new string('a', 1024)));
        // A glob of many stars must not take for ever.
        Assert.False(PackagePattern.Parse(string.Concat(Enumerable.Repeat("*a", 60)) + "b").Matches(new string('a', 200) + "-1"));
    }

    [Fact]
    public void Numbers_beyond_every_counter_still_have_an_order() =>
        Assert.True(DeweyVersion.Compare("20240101000000", "20231231235959") > 0 && DeweyVersion.Compare(new string('9', 40), new string('9', 41)) == 0);

    [Theory]
    [InlineData("nginx-1.27.3nb1", "nginx", "1.27.3nb1")]
    [InlineData("p5-Test-Simple-1.3", "p5-Test-Simple", "1.3")]
    public void A_name_is_a_base_and_a_version(string text, string @base, string version)
    {
        Assert.True(PackageName.TryParse(text, out PackageName name));
        Assert.Equal((@base, version), (name.Base, name.Version.ToString()));
    }

    [Theory]
    [InlineData("nginx")]
    [InlineData("-1")]
    [InlineData("nginx-")]
    [InlineData("../x-1")]
    [InlineData(".x-1")]
    [InlineData("a b-1")]
    [InlineData("ä-1")]
    [InlineData("a-\u001b[2J")]
    public void What_can_not_be_a_folder_of_the_database_is_no_name(string text) => Assert.False(PackageName.TryParse(text, out _));
}
