using Smol.Building.Minimising;
using Smol.Storage;
using Smol.TestSupport;

namespace Smol.Building.Recipes.Sailor.Tests;

public sealed class SailorConfTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public SailorConfTests()
    {
        Directory.CreateDirectory(_scratch["common"]);
        Directory.CreateDirectory(_scratch["web"]);
        File.WriteAllText(_scratch["common/sailor.vars"], "# floor\nshippath=\"/drive2\"\nshipbins=\"/bin/sh /sbin/init\n    /bin/ls\"\nsync_dirs='/etc'; packages=\n");
    }

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Each_word_knows_the_line_that_wrote_it_through_includes_and_variables()
    {
        KeepList keep = Read(". /service/common/sailor.vars\n\nshipname=web # the ship\nshipbins=\"$shipbins /bin/ksh ${prefix}/bin/x\\\ny\"\npackages=curl\\ rsync\n");

        Assert.Equal(
            ["/bin/sh sailor.vars:3", "/sbin/init sailor.vars:3", "/bin/ls sailor.vars:4", "/bin/ksh sailor.conf:4", "/usr/pkg/bin/xy smol", "/etc sailor.vars:5"],
            keep.Paths.Select(Show));
        Assert.Equal(["curl sailor.conf:6", "rsync sailor.conf:6"], keep.Packages.Select(Show));
    }

    [Theory]
    [InlineData("shipbins=\"$(ls /bin)\"\n", ":1: a command's output is asked for")]
    [InlineData("\nshipbins=`ls`\n", ":2: a command's output is asked for")]
    [InlineData("shipbins=$colour\n", ":1: $colour has no value")]
    [InlineData("shipbins=${shipbins:-x}\n", ":1: this use of '$' is not understood")]
    [InlineData("shipbins=/bin/sh /bin/ls\n", ":1: there is more than one word")]
    [InlineData("shipbins=\"/bin/sh\n", ":1: the quote that begins here has no end")]
    [InlineData("shipbins='/bin/sh\n", ":1: the quote that begins here has no end")]
    [InlineData("if true; then\n", ":1: is neither an assignment nor '. FILE'")]
    [InlineData("services=nginx\n", ":1: services means nothing to a minimised image")]
    [InlineData("run_at_start=\"/usr/sbin/useradd -m bsd\"\n", ":1: run_at_start is a command for a ship that sailor starts")]
    [InlineData(". /etc/passwd\n", ":1: '/etc/passwd' is not a file of the service or of common/")]
    [InlineData(". /service/common/../../secret\n", ":1: '/service/common/../../secret' is not a file of the service or of common/")]
    [InlineData(". ./sailor.conf\n", "reads more than 32 files")]
    [InlineData("shipbins=/bin/sh & echo\n", ":1: there is more than one word")]
    public void What_is_not_understood_is_an_error_with_its_line(string text, string expected) =>
        Assert.Contains(expected, Assert.Throws<SmolException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Commands_for_the_guest_are_a_line_each() =>
        Assert.Equal(
            ["useradd -m bsd sailor.conf:1", "  echo 'a b' | cat sailor.conf:3"],
            Read("run_at_build=\"useradd -m bsd\n\n  echo 'a b' | cat\n\"\n").Commands.Select(Show));

    [Fact]
    public void Sh_reads_the_same_words()
    {
        const string Text = "shipbins='/a b' ; packages=\"x\\\"y \\$z \\q\"\nsync_dirs=/c\\ /d\"/e  $packages\"'/f' # end\n";
        KeepList keep = Read(Text);
        string sh = Oracle.MustRun("sh", "-c", Text + "\nfor w in $shipbins $sync_dirs $packages; do echo \"$w\"; done");

        Assert.Equal(sh.Split('\n', StringSplitOptions.RemoveEmptyEntries), keep.Paths.Concat(keep.Packages).Select(entry => entry.Text));
    }

    private KeepList Read(string text)
    {
        File.WriteAllText(_scratch["web/sailor.conf"], text);
        return SailorConf.Find(_scratch["web"], _scratch["common"])!;
    }

    private static string Show(KeepEntry entry) => $"{entry.Text} {Path.GetFileName(entry.Place)}";
}
