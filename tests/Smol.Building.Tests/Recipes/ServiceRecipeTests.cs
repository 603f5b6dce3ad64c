using Smol.Building.Recipes;
using Smol.Guests;
using Smol.Storage;
using Smol.Storage.DiskImages;
using Smol.TestSupport;

namespace Smol.Building.Tests.Recipes;

public sealed class ServiceRecipeTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Without_options_a_service_is_netbsd_with_base_and_etc_on_512_MiB()
    {
        ServiceOptions options = Load("").Options;
        Assert.Equal(GuestKind.NetBsd, options.Guest);
        Assert.Equal(["base", "etc"], options.Sets);
        Assert.Equal(FilesystemSize.Of(512 << 20), options.Size);
        Assert.Equal("amd64", options.Architecture);
        Assert.False(options.ReadOnly);
    }

    [Fact]
    public void Options_and_own_are_read_in_order()
    {
        Directory.CreateDirectory(_scratch["web"]);
        File.WriteAllText(_scratch["web/own.mk"], "ADDSETS=comp\nIMGSIZE=64\n");
        ServiceOptions options = Load("IMGSIZE=32\nSETS=base\n").Options;
        Assert.Equal(["base", "comp"], options.Sets);
        Assert.Equal(FilesystemSize.Of(64 << 20), options.Size);
    }

    [Theory]
    [InlineData("MINIMIZE=y\n")]
    [InlineData("IMGSIZE=auto\n")]
    public void A_tenth_of_headroom_can_be_asked_for(string options) =>
        Assert.Equal(FilesystemSize.Auto, Load(options).Options.Size);

    [Fact]
    public void Sizes_follow_the_content_when_asked()
    {
        Assert.Equal(FilesystemSize.UsedPlus(20 << 20), Load("MINIMIZE=+20\n").Options.Size);
        Assert.Equal(FilesystemSize.ExactFit, Load("MOUNTRO=y\nIMGSIZE=20\n").Options.Size);
    }

    [Theory]
    [InlineData("IMGSIZE=twelve\n", "must be a number of MiB")]
    [InlineData("IMGSIZE=0\n", "must be a number of MiB")]
    [InlineData("GUEST=plan9\n", "can be netbsd or linux")]
    [InlineData("BIOSCONSOLE=vga\n", "options.mk:1: BIOSCONSOLE is 'vga': 'vga' is no console of NetBSD's boot loader")]
    public void A_value_that_can_not_be_is_an_error(string options, string expected) =>
        Assert.Contains(expected, Assert.Throws<SmolException>(() => Load(options)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("web", true)]
    [InlineData("0.a_b-c", true)]
    [InlineData("a234567890123456789012345678901", true)]
    [InlineData("a2345678901234567890123456789012", false)]
    [InlineData("", false)]
    [InlineData("-web", false)]
    [InlineData("_web", false)]
    [InlineData("Web", false)]
    [InlineData("wéb", false)]
    [InlineData("we b", false)]
    [InlineData("web\n", false)]
    [InlineData("common", false)]
    public void Names_are_those_that_images_and_partitions_can_have(string name, bool isName)
    {
        if (isName)
            ServiceRecipe.RequireName(name, null);
        else
            Assert.Throws<SmolException>(() => ServiceRecipe.RequireName(name, null));
    }

    [Theory]
    [InlineData("web", "one/web")]
    [InlineData("db", "two/db")]
    [InlineData("common", null)]
    [InlineData(".git", null)]
    [InlineData("none", null)]
    public void The_first_folder_that_has_a_service_counts(string name, string? folder)
    {
        foreach (string made in (string[])["one/web", "two/web", "two/db", "one/common", "one/.git"])
            Directory.CreateDirectory(_scratch[made]);
        string[] catalogues = [_scratch["one"], _scratch["nowhere"], _scratch["two"]];
        Assert.Equal(folder is null ? null : _scratch[folder], ServiceCatalogue.Find(name, catalogues)?.Folder);
        Assert.Equal(ServiceCatalogue.List(catalogues).FirstOrDefault(service => service.Name == name), ServiceCatalogue.Find(name, catalogues));
    }

    [Fact]
    public void A_service_that_does_not_exist_is_an_error_that_lists_those_that_do()
    {
        Directory.CreateDirectory(_scratch["web"]);
        var failure = Assert.Throws<SmolException>(() => ServiceRecipe.Load("wbe", [_scratch.Folder], new Dictionary<string, string>(), "amd64"));
        Assert.Contains("web", failure.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void What_to_keep_counts_when_the_image_is_minimised()
    {
        Directory.CreateDirectory(_scratch["web"]);
        File.WriteAllText(_scratch["web/sailor.conf"], "shipbins=/bin/ksh\npackages=curl\n");

        Assert.Null(Load("ADDPKGS=nginx\n").Keep);
        ServiceRecipe minimised = Load("ADDPKGS=nginx\nMINIMIZE=y\n");

        Assert.Equal(["/bin/ksh"], minimised.Keep!.Paths.Select(entry => entry.Text));
        Assert.Equal(["curl", "nginx"], minimised.Keep.Packages.Select(entry => entry.Text));
        Assert.Equal(["nginx", "curl"], minimised.Options.Packages);
    }

    private ServiceRecipe Load(string options)
    {
        Directory.CreateDirectory(_scratch["web"]);
        File.WriteAllText(_scratch["web/options.mk"], options);
        return ServiceRecipe.Load("web", [_scratch.Folder], new Dictionary<string, string>(), "amd64");
    }
}
