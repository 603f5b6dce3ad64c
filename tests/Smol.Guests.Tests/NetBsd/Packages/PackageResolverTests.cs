using FsCheck;
using FsCheck.Fluent;
using Smol.Guests.NetBsd.Packages;
using Smol.Storage;
using Smol.TestSupport;

namespace Smol.Guests.Tests.NetBsd.Packages;

public sealed class PackageResolverTests
{
    [Fact]
    public void Dependencies_come_first_and_are_automatic()
    {
        IReadOnlyList<ResolvedPackage> resolved = Resolve(["nginx"], "nginx-1.27 D:pcre2>=10.42<11 D:openssl-[0-9]*", "pcre2-10.42 D:bzip2-[0-9]*", "pcre2-10.43", "pcre2-11.0", "openssl-3.0", "bzip2-1.0");
        Assert.Equal(["pcre2-10.43", "openssl-3.0", "nginx-1.27"], Names(resolved));
        Assert.Equal([true, true, false], resolved.Select(package => package.IsAutomatic));
        Assert.Equal([new("pcre2>=10.42<11", PackageName.Parse("pcre2-10.43", "")), new("openssl-[0-9]*", PackageName.Parse("openssl-3.0", ""))], resolved[2].Dependencies);
    }

    [Theory]
    [InlineData("a-1 D:b>=1|b-1 D:c>=1|c-1 D:a>=1", "c-1 b-1 a-1")]
    [InlineData("a-1 D:a>=1", "a-1")]
    [InlineData("a-1 D:{x,b}-[0-9]* D:c-[0-9]*|b-1|c-1 D:b<3|x-0.1", "b-1 c-1 a-1")] // The newest version wins, whatever its name.
    [InlineData("a-1 D:c-[0-9]*|a-1nb2 D:b-[0-9]*|b-1|c-1", "b-1 a-1nb2")]
    [InlineData("a-1 D:b|b-1.0|b-1.0.0", "b-1.0 a-1")] // As new: the name that comes first.
    public void What_is_found_is_what_the_tools_would_take(string repository, string expected) =>
        Assert.Equal(expected, string.Join(' ', Names(Resolve(["a"], repository.Split('|')))));

    [Fact]
    public void What_is_wanted_satisfies_alternatives_before_what_is_newer() =>
        Assert.Equal(["libressl-3", "nginx-1"], Names(Resolve(["nginx", "libressl"], "nginx-1 D:{openssl,libressl}-[0-9]*", "openssl-9", "libressl-3")));

    [Fact]
    public void What_is_installed_is_kept_and_satisfies()
    {
        InstalledPackage installed = Installed("pcre2-10.42");
        Assert.Equal(["nginx-1"], Names(Resolve([installed], ["nginx", "pcre2"], "nginx-1 D:pcre2>=10", "pcre2-10.43")));
        Assert.Empty(Resolve([installed], ["pcre2"], "pcre2-10.43"));
    }

    [Theory]
    [InlineData("nginx-1.27 D:pcre2>=10.42|pcre2-10.40", "nginx-1.27 → pcre2>=10.42: the repository has only pcre2-10.40", "nginx-1.27")]
    [InlineData("nginx-1.27 D:pcre2>=10.42", "nginx-1.27 → pcre2>=10.42: the repository has no pcre2", "nginx-1.27")]
    [InlineData("a-1 D:b|b-1 D:{c,d}-[0-9]*", "a-1 → b → b-1 → {c,d}-[0-9]*: the repository has no c or d", "a-1")]
    [InlineData("a-1", "b: the repository has no b", "b")]
    [InlineData("a-1 D:x<2 D:c|c-1 D:x>=2|x-1|x-2", "a → a-1 → c → c-1 → x>=2 → x-2: two versions of a package can't be installed, and x-1 is needed too: a → a-1 → x<2 → x-1", "a")]
    [InlineData("a-1 C:b>=2|b-2|r-1 D:b D:a", "r → r-1 → a → a-1: conflicts with b>=2, and b-2 is needed too: r → r-1 → b → b-2", "r")]
    [InlineData("a-1|b-2 C:a-[0-9]*|r-1 D:b D:a", "r → r-1 → b → b-2: conflicts with a-[0-9]*, and a-1 is needed too: r → r-1 → a → a-1", "r")]
    [InlineData("a-1 D:{b", "{b: has a '{' that is not closed", "a")]
    public void What_can_not_be_is_told_as_a_chain(string repository, string message, string wanted) =>
        Assert.Equal(message, Assert.Throws<SmolException>(() => Resolve([wanted], repository.Split('|'))).Message);

    [Fact]
    public void Conflicts_with_what_is_installed_are_found_both_ways_and_old_ones_are_not_ours()
    {
        Assert.Contains("conflicts with old<2, and old-1 is installed", Fail(Installed("old-1"), "a-1 C:old<2"), StringComparison.Ordinal);
        Assert.Contains("old-1, which is installed: conflicts with a>=1, and a-1 is needed too: a → a-1", Fail(Installed("old-1", "a>=1"), "a-1"), StringComparison.Ordinal);
        Assert.Contains("a-0.5 is installed, and two versions", Fail(Installed("a-0.5"), "a-1", "a>=1"), StringComparison.Ordinal);
        Assert.Equal(["a-1"], Names(Resolve([Installed("old-1", "older-[0-9]*"), Installed("older-1")], ["a"], "a-1 C:a-[0-9]*")));

        static string Fail(InstalledPackage installed, string entry, string wanted = "a") => Assert.Throws<SmolException>(() => Resolve([installed], [wanted], entry)).Message;
    }

    [Fact]
    public void A_package_that_took_anothers_place_is_the_hint() =>
        Assert.Equal("new-2 took its place", Assert.Throws<SmolException>(() => Resolve(["old"], "new-2 S:old<2")).Hint);

    [Fact]
    public void A_chain_may_be_as_long_as_a_repository()
    {
        string[] chain = [.. Enumerable.Range(0, 30_000).Select(index => $"p{index}-1 D:p{index + 1}>=1")];
        Assert.Equal(30_001, Resolve(["p0"], [.. chain, "p30000-1"]).Count);
        string error = Assert.Throws<SmolException>(() => Resolve(["p0"], chain)).Message;
        Assert.True(error.Length < 300, error);
        Assert.StartsWith("p0 → p0-1 → p1>=1 →", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Made_up_repositories_have_results_and_errors_alike()
    {
        (string[] Entries, string[] Wanted, int Seed)[] samples = [.. Repository().Sample(300)];
        int failed = samples.Count(sample => Describe(sample.Entries, sample.Wanted).Contains(':', StringComparison.Ordinal));
        Assert.InRange(failed, 10, 290);
    }

    [Fact]
    public void A_result_is_closed_free_of_conflicts_ordered_and_the_same_in_any_order_of_the_summary() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(TestCount.Of(600, 20_000)), Prop.ForAll(Repository().ToArbitrary(), repository =>
        {
            (string[] entries, string[] wanted, int seed) = repository;
            string first = Describe(entries, wanted);
            string[] shuffled = [.. entries];
            new System.Random(seed).Shuffle(shuffled);
            Assert.Equal(first, Describe(shuffled, wanted));
        }));

    private static Gen<(string[] Entries, string[] Wanted, int Seed)> Repository()
    {
        Gen<string> name = Gen.Elements("a", "b", "c", "d", "e", "f", "g");
        Gen<string> pattern =
            from first in name
            from second in name
            from form in Gen.Elements("{0}-[0-9]*", "{0}>=1", "{0}>=1<3", "{0}<2", "{0}", "{{{0},{1}}}-[0-9]*", "{{{0},{1}}}>=2")
            select string.Format(System.Globalization.CultureInfo.InvariantCulture, form, first, second);
        Gen<string> entry =
            from @base in name
            from version in Gen.Elements("1", "1nb1", "2rc1", "2", "2.0", "3")
            from depends in Gen.ListOf(pattern)
            from conflicts in Gen.Frequency((6, Gen.Constant("")), (1, pattern.Select(text => " C:" + text)))
            select $"{@base}-{version}{string.Concat(depends.Take(2).Select(text => " D:" + text))}{conflicts}";
        return from entries in Gen.NonEmptyListOf(entry) from wanted in Gen.NonEmptyListOf(pattern) from seed in Gen.Choose(0, 1000) select (entries.ToArray(), wanted.Take(2).ToArray(), seed);
    }

    /// <summary>The result, after it was found right; or the error.</summary>
    private static string Describe(string[] entries, string[] wanted)
    {
        IReadOnlyList<ResolvedPackage> resolved;
        try
        {
            resolved = Resolve(wanted, entries);
        }
        catch (SmolException failure)
        {
            return failure.Message;
        }
        string[] names = Names(resolved);
        Assert.Equal(names.Length, resolved.Select(package => package.Entry.Name.Base).Distinct().Count());
        Assert.All(wanted, pattern => Assert.Contains(names, PackagePattern.Parse(pattern).Matches));
        foreach (ResolvedPackage package in resolved)
        {
            Assert.Equal(package.Entry.Depends, package.Dependencies.Select(dependency => dependency.Pattern));
            Assert.All(package.Dependencies, dependency => Assert.True(names.Contains(dependency.By.Full) && PackagePattern.Parse(dependency.Pattern).Matches(dependency.By.Full)));
            Assert.All(package.Entry.Conflicts, pattern => Assert.DoesNotContain(names, name => name != package.Entry.Name.Full && PackagePattern.Parse(pattern).Matches(name)));
        }
        // But for circles, nothing comes before what it needs.
        foreach ((int index, ResolvedPackage package) in resolved.Index())
            Assert.All(package.Dependencies, dependency => Assert.True(Array.IndexOf(names, dependency.By.Full) <= index || Reaches(resolved, dependency.By.Full, names[index])));
        return string.Join(' ', names);
    }

    private static bool Reaches(IReadOnlyList<ResolvedPackage> resolved, string from, string to)
    {
        var seen = new HashSet<string>();
        var open = new Stack<string>([from]);
        while (open.TryPop(out string? name))
        {
            if (name == to)
                return true;
            if (seen.Add(name))
                foreach (SatisfiedDependency dependency in resolved.Single(package => package.Entry.Name.Full == name).Dependencies)
                    open.Push(dependency.By.Full);
        }
        return false;
    }

    private static string[] Names(IEnumerable<ResolvedPackage> resolved) => [.. resolved.Select(package => package.Entry.Name.Full)];

    private static InstalledPackage Installed(string name, params string[] conflicts) => new(PackageName.Parse(name, "test"), conflicts);

    private static IReadOnlyList<ResolvedPackage> Resolve(string[] wanted, params string[] entries) => Resolve([], wanted, entries);

    private static IReadOnlyList<ResolvedPackage> Resolve(InstalledPackage[] installed, string[] wanted, params string[] entries) =>
        new PackageResolver(SummaryText.Of(entries), installed).Resolve(wanted);
}
