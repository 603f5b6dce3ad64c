namespace Smol.EndToEnd.Tests;

/// <summary><c>smol.lock</c>: what was used is written down, and holds.</summary>
public sealed class LockTests : IDisposable
{
    private readonly SmolProgram _smol = new();
    private readonly TestRelease _release = new();

    public LockTests()
    {
        Directory.CreateDirectory(_smol["service/web/etc"]);
        File.WriteAllText(_smol["service/web/etc/rc"], "#!/bin/sh\n");
    }

    private string Lock => File.ReadAllText(_smol["service/web/smol.lock"]);

    public void Dispose()
    {
        _release.Dispose();
        _smol.Dispose();
    }

    [Fact]
    public void A_build_notes_what_it_used_and_the_next_one_uses_the_same()
    {
        Build();
        string first = Lock;
        Assert.Contains($" {_release.Server.Url("amd64/binary/sets/base.tar.xz")}\n", first, StringComparison.Ordinal);
        string image = Image();

        // The mirror moves on; the lock does not.
        _release.PutSet("base", ("sbin/init", "a newer init\n"), ("bin/sh", "shell\n"));
        Build();
        Assert.Equal(first, Lock);
        Assert.Equal(image, Image());

        string[] changes = _smol.MustRun("lock", "web", "--update", "base", "--mirror", _release.Server.Root).TrimEnd().Split('\n');
        Assert.StartsWith("! set amd64/base.tar.xz sha256:", Assert.Single(changes), StringComparison.Ordinal);
        Assert.NotEqual(first, Lock);
        Build("--locked");
        Assert.NotEqual(image, Image());
    }

    [Fact]
    public void What_the_lock_pins_and_nobody_has_any_more_is_an_error_that_says_so()
    {
        Build();
        _release.PutSet("base", ("sbin/init", "a newer init\n"));
        _smol.MustRun("cache", "prune", "--all");
        SmolResult result = _smol.Run("build", "web", "MINIMIZE=y", "--mirror", _release.Server.Root);
        Assert.Equal(1, result.Code);
        Assert.Contains("smol.lock pins", result.Errors, StringComparison.Ordinal);
        Assert.Contains("smol lock --update", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_locked_build_refuses_what_is_not_in_the_lock_or_differs_from_it()
    {
        Build();
        SmolResult more = _smol.Run("build", "web", "MINIMIZE=y", "ADDSETS=comp", "--locked", "--mirror", _release.Server.Root);
        Assert.Equal(1, more.Code);
        Assert.Contains("set amd64/comp.tar.xz", more.Errors, StringComparison.Ordinal);

        // A file of the host in its place.
        Directory.CreateDirectory(_smol["sets/amd64"]);
        File.Copy(_release["amd64/binary/sets/comp.tar.xz"], _smol["sets/amd64/base.tar.xz"]);
        SmolResult other = _smol.Run("build", "web", "MINIMIZE=y", "--locked", "--mirror", _release.Server.Root);
        Assert.Equal(1, other.Code);
        Assert.Contains("smol.lock", other.Errors, StringComparison.Ordinal);
        Assert.Contains("SHA-256", other.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_locked_build_needs_no_network_when_the_cache_has_all()
    {
        Build();
        int asked = _release.Server.Requests.Count;
        Build("--locked", "--offline");
        Assert.Equal(asked, _release.Server.Requests.Count);
    }

    [Fact]
    public void A_check_says_what_is_missing_and_what_is_too_much()
    {
        Build("ADDSETS=comp");
        Assert.Equal("", _smol.MustRun("lock", "web", "--check", "ADDSETS=comp", "--mirror", _release.Server.Root));
        SmolResult less = _smol.Run("lock", "web", "--check", "--mirror", _release.Server.Root);
        Assert.Equal((1, "- set amd64/comp.tar.xz\n"), (less.Code, less.Output));
        File.WriteAllText(_smol["service/web/smol.lock"], string.Concat(Lock.Split('\n').Where(line => !line.Contains("etc.tar.xz", StringComparison.Ordinal)).Select(line => line + "\n")).TrimEnd('\n') + "\n");
        SmolResult more = _smol.Run("lock", "web", "--check", "ADDSETS=comp", "--mirror", _release.Server.Root);
        Assert.Equal(1, more.Code);
        Assert.StartsWith("+ set amd64/etc.tar.xz", more.Output, StringComparison.Ordinal);
        _smol.MustRun("lock", "web", "--mirror", _release.Server.Root);
        Assert.Equal("", _smol.MustRun("lock", "web", "--check", "--mirror", _release.Server.Root));
    }

    [Fact]
    public void The_current_folder_s_recipe_is_meant_when_none_is_named()
    {
        Build();
        File.Copy(_smol["service/web/smol.lock"], _smol["smol.lock"]);
        Directory.CreateDirectory(_smol["etc"]);
        Assert.Equal("", _smol.MustRun("lock", "--check", "--mirror", _release.Server.Root));
        _release.PutSet("etc", ("etc/rc", "#!/bin/sh\n# newer\n"));
        Assert.StartsWith("! set amd64/etc.tar.xz", _smol.MustRun("lock", "--update", "etc", "--mirror", _release.Server.Root), StringComparison.Ordinal);
    }

    [Fact]
    public void A_lock_that_is_damaged_or_can_t_be_renewed_changes_nothing()
    {
        Build();
        string before = Lock;
        SmolResult unknown = _smol.Run("lock", "web", "--update", "bsae", "--mirror", _release.Server.Root);
        Assert.Equal((1, before), (unknown.Code, Lock));
        Assert.Contains("base.tar.xz", unknown.Errors, StringComparison.Ordinal);
        File.AppendAllText(_smol["service/web/smol.lock"], "<<<<<<< HEAD\n");
        SmolResult damaged = _smol.Run("build", "web", "MINIMIZE=y", "--mirror", _release.Server.Root);
        Assert.Equal(1, damaged.Code);
        Assert.Contains("smol.lock:4", damaged.Errors, StringComparison.Ordinal);
    }

    private void Build(params string[] more) => _smol.MustRun(["build", "web", "MINIMIZE=y", "--mirror", _release.Server.Root, .. more]);

    private string Image()
    {
        using var images = System.Text.Json.JsonDocument.Parse(_smol.MustRun("images", "--format", "json"));
        return images.RootElement[0].GetProperty("digest").GetString()!;
    }
}
