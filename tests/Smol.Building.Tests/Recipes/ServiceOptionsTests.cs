using Smol.Building.Recipes;
using Smol.Storage;
using Smol.Storage.DiskImages;
using Smol.TestSupport;

namespace Smol.Building.Tests.Recipes;

public sealed class ServiceOptionsTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Every_variable_has_its_type_and_its_value()
    {
        ServiceOptions options = Show("""
            ADDPKGS=pkgin curl
            BIOSBOOT=y
            BIOSCONSOLE=pc
            BIOSKERNEL=netbsd-OWN
            SMOLIFY=yes
            FROMIMG=base-amd64.img
            CURLSH=https://example.org/x.sh
            IMGTAG=:latest
            SVCIMG=web
            PUBLISH=8080:80,2222:22
            VERS=10
            MEM=512
            BUILDCPUS=4
            BUILDMEM=2048
            KERNEL=netbsd-OWN
            MINIMIZE=+128
            """).Options;
        Assert.Equal(["pkgin", "curl"], options.Packages);
        Assert.Equal((true, "pc", "netbsd-OWN", true), (options.BiosBoot, options.BiosConsole, options.BiosKernel, options.Smolify));
        Assert.Equal(("base-amd64.img", new Uri("https://example.org/x.sh"), "latest", "web"), (options.BaseImage, options.FetchedScript, options.ImageTag, options.OnlyScript));
        Assert.Equal([8080, 2222], options.Ports.Select(port => port.HostPort));
        Assert.Equal(("10", 512, 4, 2048, "netbsd-OWN"), (options.Release, options.Memory, options.BuildCpus, options.BuildMemory, options.Kernel));
        Assert.Equal((true, FilesystemSize.UsedPlus(128 << 20)), (options.IsMinimized, options.Size));
    }

    [Fact]
    public void Without_options_there_are_smolBSDs_defaults()
    {
        ServiceOptions options = Show("").Options;
        Assert.Equal(("11", "11.0", 2, 1024, "com0"), (options.Release, options.PackagesVersion, options.BuildCpus, options.BuildMemory, options.BiosConsole));
        Assert.Equal((false, "netbsd-GENERIC", false, false), (options.BiosBoot, options.BiosKernel, options.Smolify, options.IsMinimized));
        Assert.Null(options.Memory);
        Assert.Null(options.Kernel ?? options.BaseImage ?? options.ImageTag ?? options.OnlyScript);
        Assert.Empty(options.Packages);
    }

    [Theory]
    [InlineData("A=1\nIMGSIZE=abc\n", "options.mk:2: IMGSIZE is 'abc', and must be a number of MiB")]
    [InlineData("IMGSIZE=${BASE}0\n\nBASE=x\n", "options.mk:1: IMGSIZE is 'x0', and must be a number of MiB")]
    [InlineData("IMGSIZE=-5\n", "options.mk:1: IMGSIZE is '-5', and must be a number of MiB")]
    [InlineData("\nMINIMIZE=perhaps\n", "options.mk:2: MINIMIZE is 'perhaps', and can be y, n")]
    [InlineData("MINIMIZE=+\n", "options.mk:1: MINIMIZE is '+', and must be a number of MiB behind the '+'")]
    [InlineData("MOUNTRO=1\n", "options.mk:1: MOUNTRO is '1', and can be y or n")]
    [InlineData("FS=zfs\n", "options.mk:1: FS is 'zfs': 'zfs' is not a filesystem")]
    [InlineData("ARCH=m68k\n", "options.mk:1: ARCH is 'm68k', and can be amd64, i386 or evbarm-aarch64")]
    [InlineData("PUBLISH=80\n", "options.mk:1: PUBLISH is '80'")]
    [InlineData("CURLSH=ftp://example.org/rc\n", "options.mk:1: CURLSH is 'ftp://example.org/rc', and must be the URL or path of a script")]
    [InlineData("KERNEL=a b\n", "options.mk:1: KERNEL is 'a b', and must be one word")]
    [InlineData("IMGSIZE=${:U1${X:Z}}\nX=1\n", "options.mk:1:18: the modifier ':Z' is not understood")]
    public void A_value_that_can_not_be_is_an_error_where_it_was_set(string options, string expected) =>
        Assert.Contains(expected, Assert.Throws<SmolException>(() => Show(options)).Message, StringComparison.Ordinal);

    [Fact]
    public void Variables_of_smolBSDs_makefile_that_are_said_in_another_way_are_answered_with_that_way()
    {
        foreach ((string name, string hint) in ServiceVariables.SaidElsewhere)
            Assert.Equal(hint, Assert.Throws<SmolException>(() => Load("", (name, "x"))).Hint);
        Assert.Empty(Load("", ("NOSUDO", "y")).Notes);
    }

    [Theory]
    [InlineData("IMGSIZ=12\n", "options.mk:1: unknown variable IMGSIZ (did you mean IMGSIZE?)")]
    [InlineData("A=1\nimgsize=12\nIMGSIZE=${A}\n", "options.mk:2: unknown variable imgsize (did you mean IMGSIZE?)")]
    [InlineData("SOMETHINGELSE=12\n", "options.mk:1: unknown variable SOMETHINGELSE")]
    public void A_variable_that_nothing_uses_gets_a_warning(string options, string expected) =>
        Assert.EndsWith(expected, Assert.Single(Load(options).Notes).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("A=1\nIMGSIZE=${A}2\n")]
    [InlineData("A=1\n.if defined(A)\n.endif\n")]
    [InlineData("A=1\n.if 0\nSETS=${A}\n.endif\n")]
    [InlineData("A=base\n.if ${ARCH} == i386 && ${A} == b\n.endif\n")]
    [InlineData(".for i in base\nSETS=$i\n.endfor\n")]
    public void A_variable_that_something_asks_for_gets_none(string options) => Assert.Empty(Load(options).Notes);

    [Fact]
    public void An_unknown_variable_of_the_command_line_is_an_error_unless_the_files_ask_for_it()
    {
        Assert.Equal("did you mean MOUNTRO?", Assert.Throws<SmolException>(() => Load("", ("MOUNTR0", "y"))).Hint);
        Assert.Equal(FilesystemSize.ExactFit, Load("MOUNTRO=${SMALL:Un}\n", ("SMALL", "y")).Options.Size);
    }

    [Fact]
    public void Files_win_over_the_environment_and_the_command_line_over_both()
    {
        var environment = new Dictionary<string, string> { ["IMGSIZE"] = "1", ["SETS"] = "base", ["ARCH"] = "arm64" };
        ServiceOptions options = Load("IMGSIZE=2\nSETS?=etc\n", environment).Options;
        Assert.Equal(FilesystemSize.Of(2 << 20), options.Size);
        Assert.Equal(["base"], options.Sets);
        Assert.Equal("evbarm-aarch64", options.Architecture);
        Assert.Equal(FilesystemSize.Of(3 << 20), Load("IMGSIZE=2\n", environment, ("IMGSIZE", "3")).Options.Size);
    }

    [Fact]
    public void Files_see_what_smolBSDs_makefile_sets_before_it_reads_them()
    {
        ServiceOptions options = Load("SETS=rescue.${SETSEXT} comp.${SETSEXT}:/usr/bin/strip\n.if ${ARCH} == i386 && ${MACHINE} == i386\nPKGVERS=10.1\n.endif\n", ("ARCH", "i386")).Options;
        Assert.Equal(["rescue.tgz", "comp.tgz:/usr/bin/strip"], options.Sets);
        Assert.Equal("10.1", options.PackagesVersion);
        Assert.Equal(["rescue.tar.xz"], Load("SETS=rescue.${SETSEXT}\n").Options.Sets);
        Assert.Equal(["web11"], Load("SETS=${SERVICE}${VERS}\n").Options.Sets);
    }

    [Fact]
    public void The_service_on_the_command_line_must_be_the_one_that_is_built()
    {
        Assert.Equal("web", Load("SERVICE=file\n", ("SERVICE", "web")).Name);
        Assert.Equal("type 'smol build nginx'", Assert.Throws<SmolException>(() => Load("", ("SERVICE", "nginx"))).Hint);
    }

    private ServiceRecipe Show(string options) => ServiceRecipe.Show(Write(options), [], new Dictionary<string, string>(), "amd64");

    private ServiceRecipe Load(string options, params (string Name, string Value)[] commandLine) => Load(options, [], commandLine);

    private ServiceRecipe Load(string options, Dictionary<string, string> environment, params (string Name, string Value)[] commandLine) =>
        ServiceRecipe.Load(Write(options), [], commandLine.ToDictionary(pair => pair.Name, pair => pair.Value), "amd64", environment);

    private string Write(string options)
    {
        Directory.CreateDirectory(_scratch["web"]);
        File.WriteAllText(_scratch["web/options.mk"], options);
        return _scratch["web"];
    }
}
