using Smol.Cli.SmolBsd;
using Smol.Storage;

namespace Smol.Cli.Tests.SmolBsd;

public sealed class MkimgCommandLineTests
{
    [Fact]
    public void Without_flags_it_is_what_mkimg_sh_makes()
    {
        string[] build = Translate("");

        Assert.Equal(["build", "rescue", "--output=rescue-amd64.img"], build[..3]);
        Assert.Equal(["ARCH=amd64", "SETS=rescue", "IMGSIZE=20", "MOUNTRO=", "MINIMIZE=", "ADDPKGS="], build.Where(word => Starts(word, "ARCH", "SETS", "IMGSIZE", "MOUNTRO", "MINIMIZE", "ADDPKGS")).OrderBy(Order));
        Assert.DoesNotContain(build, word => Starts(word, "PKGVERS", "--root", "--kernel", "--pkgsite", "--postinst", "--network"));
    }

    [Theory]
    [InlineData("-s web -m 20 -i x.img")]
    [InlineData("-sweb -m20 -ix.img")]
    [InlineData("-i x.img -m20 -s base -s web")]
    public void Flags_are_read_as_getopts_reads_them(string line)
    {
        string[] build = Translate(line);

        Assert.Equal(["build", "web", "--output=x.img"], build[..3]);
        Assert.Contains("IMGSIZE=20", build);
    }

    [Theory]
    [InlineData("-ob", "MOUNTRO=y")]
    [InlineData("-ob", "BIOSBOOT=y")]
    [InlineData("-r root", "--root=root")]
    [InlineData("-knetbsd", "--kernel=netbsd")]
    [InlineData("-c https://host/x.sh", "CURLSH=https://host/x.sh")]
    [InlineData("-x base:/bin/*", "SETS=base:/bin/*")]
    [InlineData("-i -x.img", "--output=-x.img")]
    [InlineData("--postinst host --network", "--network")]
    [InlineData("--postinst host --network", "--postinst=host")]
    public void Each_flag_is_a_word_of_build(string line, string word) => Assert.Contains(word, Translate(line));

    [Theory]
    [InlineData("ADDPKGS", "a b", "ADDPKGS=a b")]
    [InlineData("ADDSETS", "comp", "ADDSETS=comp")]
    [InlineData("ARCH", "i386", "ARCH=i386")]
    [InlineData("ARCH", "i386", "--output=rescue-i386.img")]
    [InlineData("BIOSBOOT", "y", "BIOSBOOT=y")]
    [InlineData("CURLSH", "https://host/x.sh", "CURLSH=https://host/x.sh")]
    [InlineData("FROMIMG", "no-such.img", "FROMIMG=no-such.img")]
    [InlineData("FROMIMG", "no-such.img", "SETS=")]
    [InlineData("FROMIMG", "no-such.img", "IMGSIZE=auto")]
    [InlineData("MINIMIZE", "+8", "MINIMIZE=+8")]
    [InlineData("MOUNTRO", "y", "MOUNTRO=y")]
    [InlineData("PKGSITE", "./All", "--pkgsite=./All")]
    [InlineData("PKGVERS", "10.1", "PKGVERS=10.1")]
    [InlineData("SVCIMG", "one", "SVCIMG=one")]
    public void Each_variable_of_the_environment_is_a_word_of_build(string name, string value, string word) =>
        Assert.Contains(word, MkimgCommandLine.Translate([], asked => asked == name ? value : null)!);

    [Fact]
    public void The_console_of_a_bios_matters_only_where_one_boots()
    {
        string? Environment(string name) => name == "BIOSCONSOLE" ? "pc" : null;

        Assert.Contains("BIOSCONSOLE=", MkimgCommandLine.Translate([], Environment)!);
        Assert.Contains("BIOSCONSOLE=pc", MkimgCommandLine.Translate(["-b"], Environment)!);
    }

    [Theory]
    [InlineData("-z")]
    [InlineData("-m")]
    [InlineData("-m 0")]
    [InlineData("-m10M")]
    [InlineData("word")]
    [InlineData("-o -- word")]
    public void What_is_no_flag_is_an_error(string line) => Assert.Throws<SmolException>(() => Translate(line));

    [Theory]
    [InlineData("-h")]
    [InlineData("--help")]
    public void Help_makes_nothing(string line) => Assert.Null(MkimgCommandLine.Translate([line], _ => null));

    private static string[] Translate(string line) => MkimgCommandLine.Translate(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), _ => null)!;

    private static bool Starts(string word, params string[] names) => names.Any(name => word.StartsWith(name + "=", StringComparison.Ordinal) || word == name);

    private static int Order(string word) => Array.IndexOf(["ARCH", "SETS", "IMGSIZE", "MOUNTRO", "MINIMIZE", "ADDPKGS"], word.Split('=')[0]);
}
