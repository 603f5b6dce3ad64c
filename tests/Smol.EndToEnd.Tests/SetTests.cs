using System.Diagnostics;
using System.Text.Json;
using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary><c>smol set ls|search</c>, and parts of sets in images.</summary>
public sealed class SetTests : IDisposable
{
    private readonly SmolProgram _smol = new();

    public SetTests()
    {
        (int code, string _, string errors) = Oracle.RunIn(_smol.Folder, "sh", "-c", """
            mkdir -p sets tree/usr/bin tree/usr/libexec other/bin && echo strip >tree/usr/bin/strip && chmod 4711 tree/usr/bin/strip && echo cc1 >tree/usr/libexec/cc1 && echo sh >other/bin/sh &&
            tar --sort=name --mtime=@1700000000 --owner=3 --group=4 -C tree -cJf sets/comp.tar.xz . && tar -C other -czf sets/base.tgz . && cp sets/comp.tar.xz elsewhere.tar.xz && rm -r tree other
            """);
        Assert.True(code == 0, errors);
    }

    public void Dispose() => _smol.Dispose();

    [Fact]
    public void Sets_at_hand_are_listed_and_what_is_known_of_them_grows()
    {
        Assert.Matches(@"(?m)^SET +SIZE +UNPACKED +MEMBERS +FILE\nbase +[0-9]+ B +- +- +/.*/sets/base.tgz\ncomp +[0-9]+ B +- +- +/.*/sets/comp.tar.xz\n$", _smol.MustRun("set", "ls", "--sets", "sets"));
        _smol.MustRun("set", "ls", "./elsewhere.tar.xz");
        _smol.MustRun("set", "ls", "comp", "--sets", "sets");

        using JsonDocument rows = JsonDocument.Parse(_smol.MustRun("set", "ls", "--sets", "sets", "--format", "json"));
        Assert.Equal(["base", "comp", _smol["elsewhere.tar.xz"]], rows.RootElement.EnumerateArray().Select(row => row.GetProperty("name").GetString()));
        Assert.Equal(JsonValueKind.Null, rows.RootElement[0].GetProperty("members").ValueKind);
        Assert.Equal(6, rows.RootElement[1].GetProperty("members").GetInt32());
        Assert.Equal(6, rows.RootElement[2].GetProperty("members").GetInt32());
    }

    [Fact]
    public void A_folder_of_sets_may_have_them_below_their_architecture()
    {
        Directory.CreateDirectory(_smol["mirror"]);
        Directory.Move(_smol["sets"], _smol["mirror/amd64"]);

        Assert.Contains("/mirror/amd64/base.tgz", _smol.MustRun("set", "ls", "--sets", "mirror"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_files_of_a_set_and_of_a_part_are_listed()
    {
        Assert.Equal("/usr/\n/usr/bin/\n/usr/bin/strip\n/usr/libexec/\n/usr/libexec/cc1\n", _smol.MustRun("set", "ls", "comp", "--sets", "sets"));
        Assert.Matches(@"(?m)^-rws--x--x +3 +4 +6 +2023-11-14 22:13:20 +/usr/bin/strip$", _smol.MustRun("set", "ls", "-l", "./sets/comp.tar.xz:/usr/b*"));
        using JsonDocument nodes = JsonDocument.Parse(_smol.MustRun("set", "ls", "comp:/usr/libexec", "--sets", "sets", "--format", "json"));
        Assert.Equal(["/usr", "/usr/libexec", "/usr/libexec/cc1"], nodes.RootElement.EnumerateArray().Select(node => node.GetProperty("path").GetString()));
    }

    [Theory]
    [InlineData("/usr/bin/strip")]
    [InlineData("strip")]
    [InlineData("str*")]
    [InlineData("/usr/*/strip")]
    public void A_file_is_found_by_path_by_name_and_by_pattern(string wanted)
    {
        Assert.Equal("SET    FILE\ncomp   /usr/bin/strip\n", _smol.MustRun("set", "search", wanted, "--sets", "sets"));
        using JsonDocument matches = JsonDocument.Parse(_smol.MustRun("set", "search", wanted, "--sets", "sets", "--format", "json"));
        Assert.Equal("comp:/usr/bin/strip", Assert.Single(matches.RootElement.EnumerateArray()).GetProperty("part").GetString());
    }

    [Fact]
    public void What_no_set_has_is_said_with_what_is_near()
    {
        SmolResult result = _smol.Run("set", "search", "/bin/strip", "--sets", "sets");
        Assert.Equal(1, result.Code);
        Assert.Contains("no set at hand has it", result.Errors, StringComparison.Ordinal);
        Assert.Contains("/usr/bin/strip", result.Errors, StringComparison.Ordinal);
        SmolResult part = _smol.Run("set", "ls", "comp:/usr/bin/stirp", "--sets", "sets");
        Assert.Equal(1, part.Code);
        Assert.Contains("comp.tar.xz: nothing in it matches '/usr/bin/stirp'", part.Errors, StringComparison.Ordinal);
        Assert.Contains("/usr/bin/strip", part.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Killed_at_any_moment_the_cache_has_nothing_that_is_wrong()
    {
        Assert.Equal(0, Oracle.RunIn(_smol.Folder, "sh", "-c", "head -c 6000000 /dev/urandom >noise && od -An -x noise | head -c 12000000 >text && tar -cf big.tar noise text && xz -1k big.tar").Code);
        var random = new Random(13);
        string unpacked = Path.Combine(_smol.Home, "cache", "archives", "unpacked");
        int cutShort = 0;
        int rounds = TestCount.Of(20, 200);
        for (int round = 0; round < rounds; round++)
        {
            if (Directory.Exists(unpacked) && round % 4 == 0)
                Directory.Delete(unpacked, recursive: true);
            using Process process = _smol.Start("set", "ls", "./big.tar.xz");
            await Task.Delay(random.Next(50, 900), TestContext.Current.CancellationToken);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            string[] entries = Directory.Exists(unpacked) ? Directory.GetFiles(unpacked) : [];
            cutShort += entries.Any(IsArriving) ? 1 : 0;
            foreach (string entry in entries.Where(entry => !IsArriving(entry)))
                Oracle.MustRun("cmp", entry, _smol["big.tar"]);
        }
        // Both must happen, or the kills teach nothing.
        Assert.True(cutShort > 0, "no run was cut short");

        Assert.Equal("/noise\n/text\n", _smol.MustRun("set", "ls", "./big.tar.xz"));
        _smol.MustRun("cache", "prune");
        Oracle.MustRun("cmp", Assert.Single(Directory.GetFiles(unpacked)), _smol["big.tar"]);

        static bool IsArriving(string path) => Path.GetFileName(path).StartsWith("arriving-", StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_takes_parts_of_sets_and_folders()
    {
        Directory.CreateDirectory(_smol["mine/extra/opt"]);
        File.WriteAllText(_smol["mine/extra/opt/file"], "extra\n");
        File.WriteAllText(_smol["mine/options.mk"], "SETS=base comp:/usr/bin/strip ./extra:/opt/*\nGUEST=linux\nMOUNTRO=y\n");
        _smol.MustRun("build", "./mine", "--sets", "sets");
        Assert.Equal("extra\n", _smol.MustRun("image", "cat", "mine:/opt/file"));
        Assert.Equal("strip\n", _smol.MustRun("image", "cat", "mine:/usr/bin/strip"));
        Assert.DoesNotContain("libexec", _smol.MustRun("image", "tree", "mine"), StringComparison.Ordinal);
        using JsonDocument images = JsonDocument.Parse(_smol.MustRun("images", "--format", "json"));
        Assert.Equal(["base.tgz", "comp.tar.xz:/usr/bin/strip", "extra:/opt/*"], images.RootElement[0].GetProperty("inputs").EnumerateArray().Select(input => input.GetProperty("name").GetString()));
    }
}
