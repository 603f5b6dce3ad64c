using Smol.Building.Caching;
using Smol.Fetching.Locks;
using Smol.Machines.Qemu;
using Smol.TestSupport;

namespace Smol.Building.Tests.Caching;

public sealed class StepStoreTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly StepStore _store;

    public StepStoreTests() => _store = At(TimeSpan.Zero);

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_disk_is_found_by_its_key_with_what_was_noted_of_it()
    {
        Add(_store, "a", 3);
        (LayeredDisk disk, StepRecord record) = Assert.NotNull(_store.Open(Key("a")));
        using (disk)
        {
            var read = new byte[3];
            disk.Read(0, read);
            Assert.Equal([3, 3, 3], read);
        }
        Assert.Equal("RUN a", record.Text);
        Assert.True(record.HasNewAccounts);
        Assert.Null(_store.Open(Key("b")));
    }

    [Fact]
    public void A_later_one_of_the_same_key_takes_its_place()
    {
        Add(_store, "a", 3);
        Add(_store, "a", 4);
        Assert.Equal(4, First("a"));
        _store.Prune(_ => false, 0);
        Assert.Single(Directory.GetDirectories(_scratch["steps/layers"]));
        Assert.Equal(4, First("a"));
    }

    [Theory]
    [InlineData("layers", "change")]
    [InlineData("layers", "cut")]
    [InlineData("layers", "grow")]
    [InlineData("layers", "delete")]
    [InlineData("keys", "change")]
    [InlineData("keys", "cut")]
    [InlineData("keys", "delete")]
    [InlineData("keys", "null")]
    [InlineData("keys", "path")]
    [InlineData("keys", "another")]
    public void What_is_damaged_is_not_there(string what, string how)
    {
        Add(_store, "a", 3);
        string path = Assert.Single(Directory.GetFiles(_scratch["steps/" + what], what == "keys" ? "*" : "0.img", SearchOption.AllDirectories));
        byte[] bytes = File.ReadAllBytes(path);
        switch (how)
        {
            case "change":
                bytes[what == "keys" ? 0 : 100] ^= 1;
                File.WriteAllBytes(path, bytes);
                break;
            case "cut":
                File.WriteAllBytes(path, bytes.AsSpan(0, bytes.Length / 2));
                break;
            case "grow":
                File.WriteAllBytes(path, [.. bytes, 0]);
                break;
            case "null":
                File.WriteAllText(path, "{}");
                break;
            case "path":
                File.WriteAllText(path, File.ReadAllText(path).Replace("\"folder\": \"", "\"folder\": \"../", StringComparison.Ordinal));
                break;
            case "another":
                File.Move(path, Path.Combine(Path.GetDirectoryName(path)!, Key("b")));
                Assert.Null(_store.Open(Key("b")));
                break;
            default:
                File.Delete(path);
                break;
        }
        Assert.Null(_store.Open(Key("a")));
        Add(_store, "a", 5);
        Assert.Equal(5, First("a"));
    }

    [Fact]
    public void Every_cut_of_a_record_is_no_record()
    {
        Add(_store, "a", 3);
        string path = Path.Combine(_scratch["steps/keys"], Key("a"));
        byte[] bytes = File.ReadAllBytes(path);
        for (int length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(path, bytes.AsSpan(0, length));
            Assert.Null(_store.Open(Key("a")));
        }
    }

    [Fact]
    public void Those_that_were_not_used_for_longest_go_first_until_the_size_is_right()
    {
        for (int number = 0; number < 4; number++)
            Add(At(TimeSpan.FromMinutes(number)), $"{number}", (byte)(number + 1));
        Touch(At(TimeSpan.FromMinutes(9)), "0");
        Assert.Equal(["1", "2", "3", "0"], Names());
        long one = _store.List()[0].Bytes;

        StepPruning pruned = _store.Prune(_ => true, 2 * one);
        Assert.Equal(2, pruned.Steps.Count);
        Assert.True(pruned.Bytes >= 2 * one);
        Assert.Equal(["3", "0"], Names());
        Assert.Equal(1, First("0"));
        Assert.Single(_store.Prune(entry => entry.Record.Text == "RUN 0", 0).Steps);
        Assert.Equal(["3"], Names());
        Assert.Single(_store.Prune(_ => true, 0).Steps);
        Assert.Empty(Directory.GetDirectories(_scratch["steps/layers"]));
    }

    [Fact]
    public void The_last_steps_of_a_boot_go_before_those_that_they_stand_on()
    {
        using (LayerFolder layers = _store.NewLayers())
        {
            File.WriteAllBytes(layers.Base, new byte[1 << 20]);
            _store.Add(Key("first"), "RUN first", layers, 1, false);
            Oracle.MustRun("qemu-img", "create", "-q", "-f", "qcow2", "-F", "raw", "-b", layers.Base, layers.Next);
            Oracle.MustRun("qemu-io", "-c", "write -P 9 0 4096", layers.Next);
            layers.Add();
            _store.Add(Key("second"), "RUN second", layers, 2, false);
        }
        Touch(_store, "second");
        Assert.Equal(["second", "first"], Names());
        Assert.Equal(9, First("second"));
        Assert.Equal(0, First("first"));

        _store.Prune(entry => entry.Record.Text == "RUN second", 0);
        Assert.Empty(Directory.GetFiles(_scratch["steps/layers"], "*.qcow2", SearchOption.AllDirectories));
        Assert.Equal(0, First("first"));
    }

    [Fact]
    public void What_a_boot_leaves_without_a_record_goes_and_what_is_under_way_stays()
    {
        LayerFolder underWay = _store.NewLayers();
        File.WriteAllBytes(underWay.Base, [1]);
        // As a killed build leaves it.
        string left = Directory.CreateDirectory(Path.Combine(_scratch["steps/layers"], "0123456789abcdef")).FullName;
        File.WriteAllBytes(Path.Combine(left, "0.img"), new byte[100]);

        _store.Prune(_ => true, 0);
        Assert.False(Directory.Exists(left));
        Assert.True(File.Exists(underWay.Base));
        underWay.Dispose();
        Assert.False(Directory.Exists(underWay.Path));
    }

    [Fact]
    public async Task Who_comes_second_waits_for_the_key_and_not_for_others()
    {
        FileLock first = _store.Lock(Key("a"), () => Assert.Fail("nobody has it"), TestContext.Current.CancellationToken);
        using FileLock other = _store.Lock(Key("b"), () => Assert.Fail("nobody has it"), TestContext.Current.CancellationToken);
        var waits = new TaskCompletionSource();
        Task<FileLock> second = Task.Run(() => _store.Lock(Key("a"), waits.SetResult, TestContext.Current.CancellationToken));
        await waits.Task;
        Assert.False(second.IsCompleted);
        first.Dispose();
        (await second).Dispose();

        // A lock that is held stays.
        _store.Prune(_ => true, 0);
        Assert.Equal(Key("b"), Path.GetFileName(Assert.Single(Directory.GetFiles(_scratch["steps/locks"]))));
    }

    private static string Key(string name) => CacheKey.Of([name]);

    private StepStore At(TimeSpan ahead) => new(_scratch["steps"], new LaterTime(ahead));

    private void Add(StepStore store, string name, byte content)
    {
        using LayerFolder layers = store.NewLayers();
        var bytes = new byte[1 << 20];
        Array.Fill(bytes, content);
        File.WriteAllBytes(layers.Base, bytes);
        store.Add(Key(name), "RUN " + name, layers, 1, true);
        Touch(store, name);
    }

    private static void Touch(StepStore store, string name) => Assert.NotNull(store.Open(Key(name))).Disk.Dispose();

    private string[] Names() => [.. _store.List().Select(entry => entry.Record.Text["RUN ".Length..])];

    private byte First(string name)
    {
        using LayeredDisk disk = Assert.NotNull(_store.Open(Key(name))).Disk;
        var read = new byte[1];
        disk.Read(0, read);
        return read[0];
    }
}
