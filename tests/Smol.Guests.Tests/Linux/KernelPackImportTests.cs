using Smol.Guests.Linux;
using Smol.Storage;
using Smol.Storage.Archives;
using Smol.TestSupport;

namespace Smol.Guests.Tests.Linux;

public sealed class KernelPackImportTests : IDisposable
{
    private readonly Scratch _scratch = new();

    private KernelPacks Packs => new(_scratch["packs"]);

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_pack_holds_the_kernel_and_an_initramfs_with_just_the_modules_that_are_needed()
    {
        string kernel = DebianPackages.Kernel(_scratch, "6.1.0-7-x", new Dictionary<string, byte[]>(DebianPackages.Drivers)
        {
            ["virtio-rng"] = Programs.Module("virtio_rng", "virtio"),
            ["floppy"] = Programs.Module("floppy"),
        });

        KernelPack pack = Assert.Single(Import(kernel, DebianPackages.Busybox(_scratch)));

        Assert.Equal(("6.1.0-7-x", "amd64"), (pack.Release, pack.Architecture));
        Assert.Equal(["virtio", "virtio_mmio", "virtio_blk", "ext4", "virtio_net", "virtio_rng"], pack.Modules);
        Assert.Equal(["linux-image-6.1.0-7-x_1.0-1_amd64", "busybox-static_1.0-1_amd64"], pack.Packages);
        Assert.Equal("the kernel ", File.ReadAllText(Packs.KernelPath(pack)));

        string unpacked = Directory.CreateDirectory(_scratch["unpacked"]).FullName;
        (int code, _, string errors) = Oracle.RunIn(unpacked, "cpio", "-idm", "--quiet", "-F", Packs.InitramfsPath(pack));
        Assert.True(code == 0, errors);
        Assert.Equal(string.Concat(pack.Modules.Select(name => name + "\n")), File.ReadAllText(Path.Combine(unpacked, "modules/order")));
        Assert.Equal(pack.Modules.Order(), Directory.GetFiles(Path.Combine(unpacked, "modules"), "*.ko").Select(Path.GetFileNameWithoutExtension).Order());
        Assert.Equal(DebianPackages.Drivers["ext4"], File.ReadAllBytes(Path.Combine(unpacked, "modules/ext4.ko")));
        Assert.Equal(Programs.Linux, File.ReadAllBytes(Path.Combine(unpacked, "bin/busybox")));
        Assert.Equal("busybox", new FileInfo(Path.Combine(unpacked, "bin/sh")).LinkTarget);
        Assert.True(File.GetUnixFileMode(Path.Combine(unpacked, "init")).HasFlag(UnixFileMode.OtherExecute));
    }

    [Fact]
    public void The_same_packages_give_the_same_bytes_in_any_order()
    {
        string kernel = DebianPackages.Kernel(_scratch, "6.1", DebianPackages.Drivers), busybox = DebianPackages.Busybox(_scratch);
        byte[] first = File.ReadAllBytes(Packs.InitramfsPath(Import(kernel, busybox)[0]));

        Assert.Equal(first, File.ReadAllBytes(Packs.InitramfsPath(Import(busybox, kernel)[0])));
    }

    [Fact]
    public void Each_kernel_becomes_a_pack_and_the_newest_is_taken()
    {
        Import(DebianPackages.Kernel(_scratch, "6.1.0-56", DebianPackages.Drivers), DebianPackages.Kernel(_scratch, "6.1.0-9", DebianPackages.Drivers), DebianPackages.Busybox(_scratch));

        Assert.Equal(["6.1.0-9", "6.1.0-56"], Packs.List().Select(pack => pack.Release));
        Assert.Equal("6.1.0-56", Packs.Get("amd64", null).Release);
        Assert.Equal("6.1.0-9", Packs.Get("amd64", "6.1.0-9").Release);
        Assert.Contains("smol kernel import", Assert.Throws<SmolException>(() => Packs.Get("i386", null)).Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_busybox_it_says_what_to_give_too()
    {
        string kernel = DebianPackages.Kernel(_scratch, "6.1", DebianPackages.Drivers);

        Assert.Contains("busybox-static", Assert.Throws<SmolException>(() => Import(kernel)).Hint, StringComparison.Ordinal);
        Assert.Empty(Packs.List());
    }

    [Fact]
    public void Without_a_kernel_it_says_what_to_give() =>
        Assert.Contains("linux-image-cloud-amd64", Assert.Throws<SmolException>(() => Import(DebianPackages.Busybox(_scratch))).Hint, StringComparison.Ordinal);

    [Fact]
    public void A_needed_driver_that_is_missing_is_named()
    {
        string kernel = DebianPackages.Kernel(_scratch, "6.1", DebianPackages.Drivers.Where(driver => driver.Key != "virtio_blk").ToDictionary());

        Assert.Equal("virtio_blk", Assert.Throws<SmolException>(() => Import(kernel, DebianPackages.Busybox(_scratch))).Place);
        Assert.Empty(Packs.List());
    }

    [Fact]
    public void Packages_for_two_architectures_are_refused()
    {
        string kernel = DebianPackages.Kernel(_scratch, "6.1", DebianPackages.Drivers);

        Assert.Contains("amd64, arm64", Assert.Throws<SmolException>(() => Import(kernel, DebianPackages.Busybox(_scratch, "arm64"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Debians_arm64_is_NetBSDs_evbarm_aarch64()
    {
        string kernel = DebianPackages.Kernel(_scratch, "6.1", DebianPackages.Drivers, "arm64");

        Assert.Equal("evbarm-aarch64", Import(kernel, DebianPackages.Busybox(_scratch, "arm64"))[0].Architecture);
    }

    [Theory]
    [InlineData("boot/vmlinuz-..")]
    [InlineData("boot/vmlinuz-.hidden")]
    [InlineData("boot/vmlinuz-a b")]
    [InlineData("boot/vmlinuz-")]
    public void A_release_that_can_not_name_a_folder_is_refused(string path)
    {
        string package = DebianPackages.Make(_scratch, "linux-image-evil", "amd64", new Dictionary<string, byte[]> { [path] = [1] });

        Assert.Equal("/" + path, Assert.Throws<SmolException>(() => Import(package, DebianPackages.Busybox(_scratch))).Place);
    }

    [Fact]
    public void A_package_cut_short_leaves_nothing()
    {
        string kernel = DebianPackages.Kernel(_scratch, "6.1", DebianPackages.Drivers), busybox = DebianPackages.Busybox(_scratch);
        byte[] whole = File.ReadAllBytes(kernel);
        foreach (int length in new[] { 0, 7, 8, 100, whole.Length / 2, whole.Length - 40 })
        {
            File.WriteAllBytes(kernel, whole[..length]);
            Assert.Throws<SmolException>(() => Import(kernel, busybox));
        }
        Assert.False(Directory.Exists(_scratch["packs"]));
    }

    [Fact]
    public void Debians_own_packages_give_a_pack()
    {
        (string kernel, string busybox) = DebianPackages.Real();

        KernelPack pack = Assert.Single(Import(kernel, busybox));

        Assert.Superset(new HashSet<string> { "virtio_mmio", "virtio_blk", "virtio_net", "virtio_console", "qemu_fw_cfg" }, pack.Modules.ToHashSet());
        Assert.Equal(["virtio_ring", "virtio", "virtio_mmio"], pack.Modules.Take(3));
        Assert.Contains(pack.Release, Path.GetFileName(kernel), StringComparison.Ordinal);
    }

    private IReadOnlyList<KernelPack> Import(params string[] packages) =>
        new KernelPackImport(Packs, new ArchiveCache(_scratch["cache"])).Run(packages, TestContext.Current.CancellationToken);
}
