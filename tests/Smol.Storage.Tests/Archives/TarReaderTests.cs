using System.Text;
using Smol.Storage.Archives;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Tests.Archives;

public sealed class TarReaderTests
{
    private const string Gnu = "ustar  \0";
    private const string V7 = "\0\0\0\0\0\0\0\0";

    [Fact]
    public void Every_type_of_ustar_is_read()
    {
        TarMember[] members = Read(new TarBlocks()
            .Add("old", '\0', "abc").Add("file", '0', "x").Add("contiguous", '7', "yz")
            .Add("hard", '1', change: block => TarBlocks.Put(block, 157, "file"))
            .Add("link", '2', change: block => TarBlocks.Put(block, 157, "to/it"))
            .Add("char", '3', change: Device).Add("block", '4', change: Device).Add("dir/", '5').Add("fifo", '6').End());

        NodeKind?[] kinds =
        [
            NodeKind.File, NodeKind.File, NodeKind.File, null, NodeKind.SymbolicLink, NodeKind.CharacterDevice, NodeKind.BlockDevice, NodeKind.Directory, NodeKind.Fifo,
        ];
        Assert.Equal(kinds, members.Select(member => member.Kind));
        Assert.Equal(["old", "file", "contiguous", "hard", "link", "char", "block", "dir/", "fifo"], members.Select(member => member.Path.ToString()));
        Assert.Equal(["abc", "x", "yz"], members.Take(3).Select(Text));
        Assert.Equal(["", "file", "to/it", ""], members.Skip(2).Take(4).Select(member => member.LinkTarget.ToString()));
        Assert.Equal((19u, 2097151u), (members[6].DeviceMajor, members[6].DeviceMinor));
        Assert.Equal(new NodeAttributes(0x1A4, 0, 0, new(1)), members[1].Attributes);

        static void Device(byte[] block) => TarBlocks.Put(block, 329, "0000023\07777777\0");
    }

    [Fact]
    public void The_prefix_is_joined_in_ustar_and_something_else_in_gnu_and_v7()
    {
        foreach ((string magic, string expected) in new[] { ("ustar\000000", "before/name"), (Gnu, "name"), (V7, "name") })
            Assert.Equal(expected, Assert.Single(Read(new TarBlocks().Add("name", '0', magic: magic, change: block => TarBlocks.Put(block, 345, "before")))).Path.ToString());
    }

    [Fact]
    public void A_directory_of_v7_is_a_file_whose_name_ends_with_a_slash() =>
        Assert.Equal(NodeKind.Directory, Assert.Single(Read(new TarBlocks().Add("dir/", '\0', magic: V7))).Kind);

    [Theory]
    [InlineData("00000000017\0", 15)]
    [InlineData("         17 ", 15)]
    [InlineData("17         \0", 15)]
    [InlineData("777777777777", 68719476735)]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0", 0)]
    [InlineData("\x80\0\0\0\x7f\xff\xff\xff\xff\xff\xff\xff", long.MaxValue)]
    [InlineData("\x80\0\0\0\0\0\0\x02\0\0\0\0", 8589934592)]
    [InlineData("\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xfb", -5)]
    [InlineData("\xff\xff\xff\xff\x80\0\0\0\0\0\0\0", long.MinValue)]
    public void Numbers_are_octal_or_binary(string field, long expected) =>
        Assert.Equal(expected, Assert.Single(Read(new TarBlocks().Add("a", '0', change: block => TarBlocks.Put(block, 136, field)))).Attributes.Modified.Seconds);

    [Theory]
    [InlineData(136, "12345678")]
    [InlineData(136, "12x")]
    [InlineData(136, "\x80\0\0\0\x80\0\0\0\0\0\0\0")]
    [InlineData(108, "\x80\0\0\x01\0\0\0\0")]
    [InlineData(124, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xfb")]
    [InlineData(124, "77777777777\0")]
    public void Numbers_that_can_not_be_are_refused(int offset, string field) =>
        Refused("", new TarBlocks().Add("a", '0').Add("b", '0', change: block => TarBlocks.Put(block, offset, field)));

    [Fact]
    public void An_owner_that_someone_counted_as_negative_is_what_it_was() =>
        Assert.Equal(4294967294u, Assert.Single(Read(new TarBlocks().Add("a", '0', change: block => TarBlocks.Put(block, 108, "\xff\xff\xff\xff\xff\xff\xff\xfe")))).Attributes.UserId);

    [Fact]
    public void Checksums_of_signed_bytes_are_right_too()
    {
        var block = new byte[512];
        TarBlocks.Put(block, 0, "\xff\x80");
        TarBlocks.Put(block, 100, "0000644\00000000\00000000\000000000000\000000000001");
        TarBlocks.Seal(block, _ => Convert.ToString((8 * ' ') + block.Where((_, index) => index is < 148 or > 155).Sum(value => (sbyte)value), 8) + "\0 ");
        Assert.Equal("\\xff\\x80", Assert.Single(Read(new TarBlocks().Raw(Encoding.Latin1.GetString(block)))).Path.ToString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(512)]
    [InlineData(1024)]
    [InlineData(10240)]
    public void The_end_is_zeros_or_the_end_of_the_file(int zeros) =>
        Assert.Single(Read(new TarBlocks().Add("a", '0', "data").Raw(new string('\0', zeros))));

    [Fact]
    public void What_follows_the_end_is_not_looked_at() =>
        Assert.Single(Read(new TarBlocks().Add("a", '0', "data").End().Add("b", '0').Raw("garbage")));

    [Fact]
    public void The_padding_of_the_last_member_may_be_missing() =>
        Assert.Equal("data", Text(Assert.Single(Read(new TarBlocks().Add("a", '0', "data").Bytes[..516]))));

    [Fact]
    public void An_archive_that_ends_within_a_member_is_refused()
    {
        byte[] whole = new TarBlocks().Add("first", '0', "data").Pax('x', "path=second").Add("b", '0', new string('z', 600)).Bytes;
        for (int length = 1; length < whole.Length - 424; length++)
        {
            // In the padding of the first member: another could begin there.
            if (length is < 516 or > 1024)
                Refused("ends in the middle of it", whole[..length]);
            else
                Assert.Single(Read(whole[..length]));
        }
        Refused("is empty", []);
    }

    [Fact]
    public void A_wrong_checksum_is_refused_with_its_place()
    {
        byte[] archive = new TarBlocks().Add("a", '0', "data").Add("b", '0').Bytes;
        archive[1030]++;
        var failure = Assert.Throws<SmolException>(() => Read(archive));
        Assert.Equal("(memory): the member at byte 1024: the checksum of its header is wrong", failure.Message);
        archive[3]++;
        Assert.Equal("(memory): not a tar archive: the checksum of its header is wrong", Assert.Throws<SmolException>(() => Read(archive)).Message);
    }

    [Fact]
    public void Long_names_of_gnu_replace_the_short_ones()
    {
        string path = new('p', 300);
        string target = new('t', 400);
        TarMember[] members = Read(new TarBlocks().Add("L", 'L', path + "\0", Gnu).Add("K", 'K', target + "\0", Gnu).Add("short", '2', magic: Gnu).Add("next", '0', magic: Gnu));
        Assert.Equal((path, target), (members[0].Path.ToString(), members[0].LinkTarget.ToString()));
        Assert.Equal("next", members[1].Path.ToString());
    }

    [Fact]
    public void Extended_headers_hold_for_one_member_and_global_ones_until_another()
    {
        TarMember[] members = Read(new TarBlocks()
            .Pax('g', "uid=7", "mtime=9")
            .Pax('x', "path=new\nline", "linkpath=to", "uid=4294967294", "gid=5", "mtime=-1.25", "SCHILY.fflags=uchg,sappnd,noatime", "comment=x", "SCHILY.xattr.a=\0=\n")
            .Add("a", '2').Add("b", '0').Pax('x', "uid=", "SCHILY.filetype=socket").Add("c", '0')
            .Pax('g', "uid=8").Add("d", '0'));

        Assert.Equal(("new\nline", "to"), (Encoding.ASCII.GetString(members[0].Path.Span), members[0].LinkTarget.ToString()));
        Assert.Equal(new NodeAttributes(0x1A4, 4294967294, 5, new(-2, 750_000_000)) { Flags = 0x0004_0002 }, members[0].Attributes);
        Assert.Equal(new NodeAttributes(0x1A4, 7, 0, new(9)), members[1].Attributes);
        Assert.Equal((new NodeAttributes(0x1A4, 0, 0, new(9)), NodeKind.Socket), (members[2].Attributes, members[2].Kind));
        Assert.Equal(8u, members[3].Attributes.UserId);
    }

    [Theory]
    [InlineData("0", 0, 0)]
    [InlineData("1.", 1, 0)]
    [InlineData("1.5", 1, 500_000_000)]
    [InlineData("1.0000000019", 1, 1)]
    [InlineData("-0.5", -1, 500_000_000)]
    [InlineData("-3", -3, 0)]
    [InlineData("-3.000000001", -4, 999_999_999)]
    [InlineData("9223372036854775807", long.MaxValue, 0)]
    public void Times_have_a_fraction(string text, long seconds, int nanoseconds) =>
        Assert.Equal(new Timestamp(seconds, nanoseconds), Assert.Single(Read(new TarBlocks().Pax('x', "mtime=" + text).Add("a", '0'))).Attributes.Modified);

    [Theory]
    [InlineData("mtime=1.x")]
    [InlineData("mtime=--1")]
    [InlineData("mtime=9223372036854775808")]
    [InlineData("uid=4294967296")]
    [InlineData("uid=x")]
    [InlineData("size=-1")]
    [InlineData("size=9223372036854775807")]
    [InlineData("=x")]
    [InlineData("GNU.sparse.major=2")]
    [InlineData("GNU.sparse.map=0,1")]
    public void Extended_headers_that_can_not_be_are_refused(string record) => Refused("", new TarBlocks().Add("a", '0').Pax('x', record).Add("b", '0'));

    [Theory]
    [InlineData("5 a=b\n")]
    [InlineData("7 a=b\n")]
    [InlineData("-6 a=b\n")]
    [InlineData("99999999999 a=b\n")]
    [InlineData("6 a=b\n6 a")]
    [InlineData("a=b\n")]
    [InlineData("2 \n")]
    public void Records_of_wrong_length_are_refused(string records) => Refused("wrong length", new TarBlocks().Add("a", '0').Add("x", 'x', records).Add("b", '0'));

    [Fact]
    public void An_extended_header_without_a_member_is_refused()
    {
        Refused("ends in the middle", new TarBlocks().Add("a", '0').Pax('x', "path=b"));
        Refused("checksum", new TarBlocks().Add("a", '0').Pax('x', "path=b").End());
        Refused("more than makes sense", new TarBlocks().Add("a", '0').Add("x", 'x', new string('0', (16 << 20) + 1)).Add("b", '0'));
        Refused("more than makes sense", new TarBlocks().Add("a", '0').Pax('x', "path=" + new string('n', 9_000)).Add("b", '0'));
    }

    [Theory]
    [InlineData('M', "volumes")]
    [InlineData('Z', "type 'Z'")]
    [InlineData('S', "not known")]
    public void Members_of_unknown_kinds_are_refused(char type, string why) => Refused(why, new TarBlocks().Add("a", '0').Add("b", type));

    [Fact]
    public void The_size_of_a_hard_link_counts_where_data_can_follow()
    {
        Action<byte[]> size = block => TarBlocks.Put(block, 124, "00000000003");
        Assert.Equal(["link", "next"], Names(new TarBlocks().Add("link", '1', magic: Gnu, change: size).Add("next", '0')));
        Assert.Equal(["link", "next"], Names(new TarBlocks().Add("link", '1', change: size).Add("next", '0')));
        Assert.Equal(["link"], Names(new TarBlocks().Add("link", '1', change: size).End()));
        Assert.Equal(["link", "next"], Names(new TarBlocks().Add("link", '1', "abc").Add("next", '0')));
        Assert.Equal(["link", "next"], Names(new TarBlocks().Pax('x', "uid=1").Add("link", '1', "abc").Add("next", '0')));
    }

    [Fact]
    public void What_has_no_data_by_its_kind_has_none_whatever_its_size_says()
    {
        Action<byte[]> size = block => TarBlocks.Put(block, 124, "00000001000");
        Assert.Equal(["a", "b", "c"], Names(new TarBlocks().Add("a", '5', change: size).Add("b", '6', change: size).Add("c", '0')));
        Assert.Equal(["dump/", "c"], Names(new TarBlocks().Add("label", 'V', magic: Gnu).Add("dump/", 'D', "Yfile\0\0", Gnu).Add("c", '0')));
    }

    private static IEnumerable<string> Names(TarBlocks archive) => Read(archive).Select(member => member.Path.ToString());

    private static TarMember[] Read(TarBlocks archive) => Read(archive.Bytes);

    private static TarMember[] Read(byte[] archive)
    {
        var members = new List<TarMember>();
        var reader = new TarReader(new MemorySource(archive), archive.Length);
        while (reader.TryRead(out TarMember member))
            members.Add(member);
        return [.. members];
    }

    private static void Refused(string why, TarBlocks archive) => Refused(why, archive.Bytes);

    private static void Refused(string why, byte[] archive) =>
        Assert.Contains(why, Assert.Throws<SmolException>(() => Read(archive)).Message, StringComparison.Ordinal);

    private static string Text(TarMember member)
    {
        var bytes = new byte[member.Content.Length];
        member.Content.Read(0, bytes);
        return Encoding.Latin1.GetString(bytes);
    }
}
