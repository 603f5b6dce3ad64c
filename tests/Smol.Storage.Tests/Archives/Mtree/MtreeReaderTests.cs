using System.Text;
using Smol.Storage.Archives.Mtree;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Tests.Archives.Mtree;

public sealed class MtreeReaderTests
{
    [Fact]
    public void Names_lead_in_and_out_of_directories_and_paths_stand_for_themselves()
    {
        List<MtreeEntry> entries = Read("""
            #mtree v2.0
            .           type=dir
                bin     type=dir
                    sh  type=file # the shell
                ..
              etc       type=dir
            ./var/db    type=dir
                rc      type=file
              ..
            ..
            last        type=file
            """);
        Assert.Equal(["/", "/bin", "/bin/sh", "/etc", "/var/db", "/etc/rc", "/last"], entries.Select(entry => entry.Path.ToString()));
        Assert.Equal([2, 3, 4, 6, 7, 8, 11], entries.Select(entry => entry.Line));
    }

    [Fact]
    public void Defaults_are_set_replaced_and_unset()
    {
        List<MtreeEntry> entries = Read("""
            /set type=file uid=1 gname=wheel mode=0644 flags=none
            a
            b uname=root gid=7 mode=755 flags=schg,nodump
            c uname=root uid=9
            /set uname=www optional
            d
            /unset mode flags optional
            e
            /unset all
            f
            """);
        Assert.Equal([(1u, null), (null, "root"), (9u, "root"), (null, "www"), (null, "www"), (null, null)], entries.Select(entry => (entry.Keywords.User.Id, entry.Keywords.User.Name?.ToString())));
        Assert.Equal([(null, "wheel"), (7u, null), (null, "wheel"), (null, "wheel"), (null, "wheel"), (null, null)], entries.Select(entry => (entry.Keywords.Group.Id, entry.Keywords.Group.Name?.ToString())));
        Assert.Equal([0x1A4, 0x1ED, 0x1A4, 0x1A4, null, null], entries.Select(entry => (int?)entry.Keywords.Permissions));
        Assert.Equal([0u, 0x20001u, 0u, 0u, null, null], entries.Select(entry => entry.Keywords.Flags));
        Assert.Equal([false, false, false, true, false, false], entries.Select(entry => entry.Keywords.IsOptional));
        Assert.Equal(NodeKind.File, entries[4].Keywords.Kind);
        Assert.Null(entries[5].Keywords.Kind);
    }

    [Fact]
    public void Values_are_those_of_the_manual()
    {
        MtreeKeywords keywords = Assert.Single(Read("""
            ./dev/wd0 type=block device=netbsd,0x10,300 time=1234567890.000000005 \
                link=a\040b contents=c nochange optional size=4 sha256=00 \
                nlink=1 tags=a,b inode=5 md5digest=1 ignore
            """)).Keywords;
        Assert.Equal((NodeKind.BlockDevice, (16u, 300u), new Timestamp(1234567890, 5)), (keywords.Kind!.Value, keywords.Device!.Value, keywords.Modified!.Value));
        Assert.Equal(("a b", "c", true, true), (keywords.LinkTarget.ToString(), keywords.Contents.ToString(), keywords.IsKept, keywords.IsOptional));
        Assert.Equal((4u, 66u), Assert.Single(Read("a device=1090")).Keywords.Device);
        Assert.Equal(new Timestamp(-2, 500_000_000), Assert.Single(Read("a time=-2.500000000")).Keywords.Modified);
        Assert.Equal(new Timestamp(7), Assert.Single(Read("a time=7")).Keywords.Modified);
    }

    [Theory]
    [InlineData(@"a\040b\sc", "a b c")]
    [InlineData(@"\\\#\134\x5c", @"\#\\")]
    [InlineData(@"\a\b\t\n\v\f\r\E", "\a\b\t\n\v\f\r\e")]
    [InlineData(@"x\$y\^A\^?\0", "xy\x01\x7f\0")]
    [InlineData(@"\M-C\M^C\377\M^?", "\u00c3\u0083\u00ff\u00ff")]
    public void Escapes_are_those_of_vis(string text, string bytes) =>
        Assert.Equal(Encoding.Latin1.GetBytes(bytes), VisText.Decode(Encoding.Latin1.GetBytes(text)).Span.ToArray());

    [Theory]
    [InlineData("a colour=red", "'colour' is not a keyword")]
    [InlineData("a uid", "'uid' has no value")]
    [InlineData("a all", "'all' is not a keyword")]
    [InlineData("a uid=-1", "'-1' is not a number")]
    [InlineData("a uid=4294967296", "'4294967296' is not a number")]
    [InlineData("a mode=u+x", "not an octal number")]
    [InlineData("a mode=100644", "mode '100644'")]
    [InlineData("a mode=", "mode ''")]
    [InlineData("a flags=extents", "'extents' is not a file flag")]
    [InlineData("a time=1.5.5", "time '1.5.5'")]
    [InlineData("a time=1.1000000000", "seconds.nanoseconds")]
    [InlineData("a type=door", "type 'door'")]
    [InlineData("a device=native,1,2,3", "FORMAT,MAJOR,MINOR")]
    [InlineData("a device=martian,1,2", "FORMAT,MAJOR,MINOR")]
    [InlineData(@"a link=\ uid=0", "end of a word")]
    [InlineData(@"a link=\M-", "ends before its character")]
    [InlineData(@"\777", "is not a byte")]
    [InlineData(@"a\057b", "can't be a name")]
    [InlineData("./../a", "'..'")]
    [InlineData("..", "leads out of the tree")]
    [InlineData("/etc/rc type=file", "neither /set nor /unset")]
    [InlineData("/unset colour", "'colour' is not a keyword")]
    public void What_can_not_be_is_an_error_with_its_line(string line, string problem)
    {
        var failure = Assert.Throws<SmolException>(() => Read("# first\n\n" + line));
        Assert.Contains(problem, failure.Problem, StringComparison.Ordinal);
        Assert.Equal("spec:3", failure.Place);
    }

    [Fact]
    public void Any_bytes_give_entries_or_an_error()
    {
        byte[] whole = Encoding.Latin1.GetBytes(
            "/set type=file uid=0 mode=0644\n. type=dir\nbin type=dir\na\\040b time=1.000000000 \\\n flags=schg\n..\n./x/y type=link link=\\M-C\\^A\ndev device=native,1,2\n/unset all\n");
        string pieces = "\\=/.# \n^M-x07,,\t\0\u00ff";
        var random = new Random(3);
        int read = 0, refused = 0;
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = [.. whole];
            for (int change = random.Next(1, 5); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)pieces[random.Next(pieces.Length)];
            try
            {
                Read(Encoding.Latin1.GetString(bytes));
                read++;
            }
            catch (SmolException failure)
            {
                Assert.StartsWith("spec:", failure.Place, StringComparison.Ordinal);
                refused++;
            }
        }
        Assert.True(Math.Min(read, refused) > 1000, $"{read} read, {refused} refused");
    }

    private static List<MtreeEntry> Read(string text)
    {
        var reader = new MtreeReader(Encoding.Latin1.GetBytes(text), "spec");
        var entries = new List<MtreeEntry>();
        while (reader.TryRead(out MtreeEntry entry))
            entries.Add(entry);
        return entries;
    }
}
