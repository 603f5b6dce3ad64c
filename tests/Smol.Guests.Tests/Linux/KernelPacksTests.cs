using Smol.Guests.Linux;
using Smol.Storage;
using Smol.TestSupport;

namespace Smol.Guests.Tests.Linux;

public sealed class KernelPacksTests : IDisposable
{
    private readonly Scratch _scratch = new();

    private KernelPacks Packs => new(_scratch.Folder);

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void What_is_stored_is_found_and_what_is_stored_again_replaces_it()
    {
        Store("6.1", "old");
        Store("6.1", "new");

        KernelPack pack = Assert.Single(Packs.List());
        Assert.Equal("new", File.ReadAllText(Packs.KernelPath(pack)));
        Assert.Equal(["a", "b"], pack.Modules);
        Assert.Equal([_scratch["6.1"]], Directory.GetDirectories(_scratch.Folder));
    }

    [Fact]
    public void A_failure_half_way_leaves_what_was_there()
    {
        Store("6.1", "old");

        Assert.Throws<SmolException>(() => Packs.Store(Pack("6.1"), output => output.Write("new"u8), _ => throw new IOException("No space left on device")));

        Assert.Equal("old", File.ReadAllText(Packs.KernelPath(Assert.Single(Packs.List()))));
        Assert.Equal([_scratch["6.1"]], Directory.GetDirectories(_scratch.Folder));
    }

    [Fact]
    public void What_a_killed_import_left_is_no_pack()
    {
        Store("6.1", "whole");
        Directory.Move(_scratch["6.1"], _scratch[".arriving-0123.old"]);

        Assert.Empty(Packs.List());
    }

    [Fact]
    public void A_damaged_record_is_an_error_with_its_place()
    {
        Store("6.1", "");
        File.WriteAllText(_scratch["6.1/pack.json"], "{ \"release\": ");

        Assert.Equal(_scratch["6.1/pack.json"], Assert.Throws<SmolException>(() => Packs.List()).Place);
    }

    [Fact]
    public void Without_a_folder_there_are_none() => Assert.Empty(new KernelPacks(_scratch["missing"]).List());

    [Fact]
    public void Releases_are_in_the_order_in_which_they_were_made()
    {
        string[] releases = ["5.10.0-30-amd64", "6.1", "6.1.0-9-cloud-amd64", "6.1.0-10-cloud-amd64", "6.1.0-056-cloud-amd64", "6.1.0-56-cloud-arm64", "6.12.1", "6.12.1+deb13"];
        string[] mixed = [.. releases.Reverse()];

        Array.Sort(mixed, new KernelReleaseOrder());

        Assert.Equal(releases, mixed);
    }

    private static KernelPack Pack(string release) => new() { Release = release, Architecture = "amd64", Modules = ["a", "b"], Packages = [] };

    private void Store(string release, string kernel) =>
        Packs.Store(Pack(release), output => output.Write(System.Text.Encoding.UTF8.GetBytes(kernel)), output => output.Write("initramfs"u8));
}
