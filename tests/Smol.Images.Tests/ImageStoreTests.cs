using System.Text.Json.Nodes;
using Smol.Images.Store;
using Smol.Storage;
using Smol.Storage.DiskImages;
using Smol.TestSupport;

namespace Smol.Images.Tests;

public sealed class ImageStoreTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly ImageStore _store;

    public ImageStoreTests() => _store = new(_scratch["images"], TimeProvider.System);

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void An_image_is_found_under_its_name_with_its_digest()
    {
        ImageRecord record = Commit("hello-amd64", "latest", "some bytes");
        ImageRecord found = _store.Get(ImageName.Parse("hello-amd64"));

        Assert.Equal(record.Digest, found.Digest);
        Assert.Equal(SparseDigest.Of(_store.DiskPath(found)), found.Digest);
        Assert.Equal("some bytes", File.ReadAllText(_store.DiskPath(found)));
    }

    [Fact]
    public void The_same_name_again_takes_the_name_and_the_old_bytes_go()
    {
        ImageRecord first = Commit("hello-amd64", "latest", "first");
        ImageRecord second = Commit("hello-amd64", "latest", "second");

        Assert.Equal(second.Digest, Assert.Single(_store.List()).Digest);
        Assert.False(File.Exists(_store.DiskPath(first)));
    }

    [Fact]
    public void Bytes_that_another_name_leads_to_stay()
    {
        ImageRecord first = Commit("hello-amd64", "latest", "first");
        Commit("hello-amd64", "v1", "first");
        Commit("hello-amd64", "latest", "second");

        Assert.True(File.Exists(_store.DiskPath(first)));
        Assert.Equal(["latest", "v1"], _store.List().Select(image => image.Tag));
    }

    [Fact]
    public void The_image_of_an_equal_build_gets_another_name_and_no_image_that_is_not_whole()
    {
        ImageRecord first = Commit("hello-amd64", "latest", "first", record => record with { BuildKey = "k" });
        Commit("other-amd64", "v1", "other");
        Assert.Null(_store.Reuse("j", ImageName.Parse("other-amd64:v1")));

        ImageRecord again = _store.Reuse("k", ImageName.Parse("other-amd64:v1"))!;
        Assert.Equal((first.Digest, first.Created, "other-amd64:v1"), (again.Digest, again.Created, _store.Get(again.Name()).Name().ToString()));
        Assert.Equal("k", _store.Get(again.Name()).BuildKey);
        Assert.Single(Directory.GetFiles(_scratch["images/blobs"], "*.img"));

        File.WriteAllText(_store.DiskPath(first), "fir");
        Assert.Null(_store.Reuse("k", ImageName.Parse("third-amd64")));
        File.Delete(_store.DiskPath(first));
        Assert.Null(_store.Reuse("k", ImageName.Parse("hello-amd64")));
    }

    [Fact]
    public void What_a_killed_build_left_is_cleared_away_by_the_next_and_what_a_living_one_writes_is_not()
    {
        string alive = _store.NewImagePath();
        string dead = alive.Replace($"new-{Environment.ProcessId}-", $"new-{int.MaxValue}-", StringComparison.Ordinal);
        File.WriteAllText(dead, "half");
        File.WriteAllText(alive, "half");

        _store.NewImagePath();

        Assert.False(File.Exists(dead));
        Assert.True(File.Exists(alive));
    }

    [Fact]
    public void An_unknown_name_is_an_error_that_lists_the_known()
    {
        Commit("hello-amd64", "latest", "x");
        var failure = Assert.Throws<SmolException>(() => _store.Get(ImageName.Parse("hallo-amd64")));
        Assert.Contains("hello-amd64:latest", failure.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_record_is_an_error_with_its_place()
    {
        Commit("hello-amd64", "latest", "x");
        string path = Directory.GetFiles(_scratch.Folder, "latest.json", SearchOption.AllDirectories).Single();
        File.WriteAllText(path, "{");
        Assert.Equal(path, Assert.Throws<SmolException>(() => _store.List()).Place);
    }

    [Fact]
    public void A_record_without_defaults_of_machines_is_read()
    {
        Commit("hello-amd64", "latest", "x");
        Assert.Null(_store.Get(ImageName.Parse("hello-amd64")).Machine);
    }

    [Fact]
    public void A_record_is_read_as_it_was_written_with_what_OCI_calls_its_configuration()
    {
        var config = new ConfigRecord
        {
            User = "7:13",
            ExposedPorts = ["80/tcp", "53/udp"],
            Env = ["A=1", "B=$(uname)"],
            ShellEnv = ["B"],
            Entrypoint = [],
            Cmd = ["a", "b c"],
            Volumes = ["/data"],
            WorkingDir = "/srv",
            Labels = new Dictionary<string, string> { ["team"] = "web" },
            StopSignal = "SIGQUIT",
            Healthcheck = new(["CMD", "x"]) { Interval = 90_000_000_000, Retries = 2 },
            OnBuild = ["RUN x"],
            Shell = ["/bin/ash", "-c"],
            Author = "me",
        };
        HistoryRecord[] history = [new("COPY a /") { Size = -5, Seconds = 0.25, IsCached = true, Created = DateTimeOffset.UnixEpoch }, new("RUN x")];
        Commit("hello-amd64", "latest", "x", record => record with { Config = config, History = history });
        ImageRecord found = _store.Get(ImageName.Parse("hello-amd64"));

        Assert.Equivalent(config, found.Config, strict: true);
        Assert.Equal(history, found.History);
        JsonNode json = JsonNode.Parse(File.ReadAllText(Directory.GetFiles(_scratch.Folder, "latest.json", SearchOption.AllDirectories).Single()))!["config"]!;
        Assert.Equal("{}", json["ExposedPorts"]!["53/udp"]!.ToJsonString());
        Assert.Equal("a", json["Cmd"]![0]!.GetValue<string>());
    }

    private ImageRecord Commit(string repository, string tag, string content, Func<ImageRecord, ImageRecord>? change = null)
    {
        string path = _store.NewImagePath();
        File.WriteAllText(path, content);
        return _store.Commit(path, (size, created) => (change ?? (static record => record))(new()
        {
            Repository = repository,
            Tag = tag,
            Digest = SparseDigest.Of(path),
            Size = size,
            Created = created,
            Guest = "linux",
            Architecture = "amd64",
            Partition = "helloroot",
            Filesystem = "ext2",
        }));
    }
}
