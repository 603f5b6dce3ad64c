using FsCheck;
using FsCheck.Fluent;
using Smol.Guests.Linux;
using Smol.Storage;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Guests.Tests.Linux;

public sealed class KernelModulesTests
{
    /// <summary>Module <c>mN</c> needs some of those before it, so none need each other.</summary>
    private static Arbitrary<int[][]> Needs =>
        Arb.From(Gen.Sized(size =>
            from seed in Gen.Choose(0, int.MaxValue - 1)
            select Draw(new Random(seed), Math.Min(size / 2, 30) + 1)));

    [Fact]
    public void Each_module_comes_after_what_it_needs_and_nothing_else_comes() =>
        Prop.ForAll(Needs, needs =>
        {
            KernelModules modules = Modules([.. needs.Select((needed, number) => ($"m{number}", needed.Select(other => $"m{other}").ToArray()))]);

            string[] order = [.. modules.LoadOrder([$"m{needs.Length - 1}", "m0"])];

            Assert.Equal(Closure(needs, needs.Length - 1).Union([0]).Order(), order.Select(name => int.Parse(name[1..], null)).Order());
            for (int place = 0; place < order.Length; place++)
                Assert.All(needs[int.Parse(order[place][1..], null)], needed => Assert.Contains($"m{needed}", order[..place]));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestCount.Of(100, 2000)));

    [Fact]
    public void What_is_built_in_is_there_but_not_loaded()
    {
        FileTree tree = Tree(("a", ["ext4"]));
        tree.Put(TreePath.FromText("modules.builtin"), Programs.File("kernel/fs/ext4/ext4.ko\nkernel/drivers/char/virtio-rng.ko\n"u8.ToArray()));
        var modules = new KernelModules(tree.Root);

        Assert.Equal(["a"], modules.LoadOrder(["ext4", "virtio_rng", "a"]));
        Assert.True(modules.Has("ext4"));
        Assert.True(modules.Has("virtio_rng"));
        Assert.False(modules.Has("ufs"));
    }

    [Fact]
    public void Dash_and_underscore_are_the_same()
    {
        KernelModules modules = Modules(("virtio-rng", ["rng-core"]), ("rng_core", []));

        Assert.Equal(["rng_core", "virtio_rng"], modules.LoadOrder(["virtio_rng"]));
        Assert.Equal(["rng_core", "virtio_rng"], modules.LoadOrder(["virtio-rng"]));
        Assert.True(modules.File("virtio_rng").Content.Length > 0);
    }

    [Fact]
    public void A_module_that_is_missing_is_named()
    {
        KernelModules modules = Modules(("a", ["b"]));

        Assert.Equal("b", Assert.Throws<SmolException>(() => modules.LoadOrder(["a"])).Place);
    }

    [Fact]
    public void Modules_that_need_each_other_are_refused()
    {
        KernelModules modules = Modules(("a", ["b"]), ("b", ["c"]), ("c", ["b"]));

        Assert.Contains("need each other", Assert.Throws<SmolException>(() => modules.LoadOrder(["a"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_without_end_is_refused()
    {
        KernelModules modules = Modules([.. Enumerable.Range(0, 5000).Select(number => ($"m{number}", new[] { $"m{number + 1}" }))]);

        Assert.Throws<SmolException>(() => modules.LoadOrder(["m0"]));
    }

    [Fact]
    public void A_damaged_module_is_an_error_with_its_place()
    {
        var tree = new FileTree();
        tree.Put(TreePath.FromText("a.ko"), Programs.File(Programs.Module("a")[..90]));

        Assert.Equal("a.ko", Assert.Throws<SmolException>(() => new KernelModules(tree.Root).LoadOrder(["a"])).Place);
    }

    [Fact]
    public void A_list_of_absurd_length_is_refused_before_it_is_read()
    {
        var tree = new FileTree();
        var sparse = new FileNode(new(0x1A4, 0, 0, default), FileContent.FromRanges(new MemorySource(new byte[1]), 1L << 60, [new(0, 1, 0)]));
        tree.Put(TreePath.FromText("modules.builtin"), sparse);

        Assert.Equal("modules.builtin", Assert.Throws<SmolException>(() => new KernelModules(tree.Root)).Place);
    }

    private static int[][] Draw(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(number => Enumerable.Range(0, number).Where(_ => random.Next(3) == 0).ToArray())];

    private static IEnumerable<int> Closure(int[][] needs, int start) => needs[start].SelectMany(needed => Closure(needs, needed)).Append(start).Distinct();

    private static KernelModules Modules(params (string Name, string[] Needs)[] modules) => new(Tree(modules).Root);

    private static FileTree Tree(params (string Name, string[] Needs)[] modules)
    {
        var tree = new FileTree();
        foreach ((string name, string[] needs) in modules)
            tree.Put(TreePath.FromText($"kernel/{name[0]}/{name}.ko"), Programs.File(Programs.Module(name, needs)));
        return tree;
    }
}
