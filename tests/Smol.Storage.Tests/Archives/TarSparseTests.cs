using System.Text;
using Smol.Storage.Archives;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Tests.Archives;

public sealed class TarSparseTests
{
    private const string Gnu = "ustar  \0";

    public static TheoryData<string, byte[]> Forms => new()
    {
        { "old GNU", new TarBlocks().Add("f", 'S', "abcde", Gnu, block => OldGnu(block, 10, (2, 3), (8, 2))).Add("next", '0').Bytes },
        { "0.0", new TarBlocks().Pax('x', "GNU.sparse.size=10", "GNU.sparse.numblocks=2", "GNU.sparse.offset=2", "GNU.sparse.numbytes=3", "GNU.sparse.offset=8", "GNU.sparse.numbytes=2").Add("f", '0', "abcde").Add("next", '0').Bytes },
        { "0.1", new TarBlocks().Pax('x', "GNU.sparse.size=10", "GNU.sparse.name=f", "GNU.sparse.map=2,3,8,2").Add("GNUSparseFile.1/f", '0', "abcde").Add("next", '0').Bytes },
        { "1.0", new TarBlocks().Pax('x', "GNU.sparse.major=1", "GNU.sparse.minor=0", "GNU.sparse.name=f", "GNU.sparse.realsize=10").Add("GNUSparseFile.1/f", '0', "2\n2\n3\n8\n2\n".PadRight(512, '\0') + "abcde").Add("next", '0').Bytes },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Each_form_gives_the_file_with_its_holes(string form, byte[] archive)
    {
        Assert.NotEmpty(form);
        var reader = new TarReader(new MemorySource(archive), archive.Length);
        Assert.True(reader.TryRead(out TarMember member));
        Assert.Equal("f", member.Path.ToString());
        Assert.Equal("\0\0abc\0\0\0de", Text(member.Content));
        Assert.Equal([(2, 3), (8, 2)], member.Content.Ranges.ToArray().Select(range => ((int)range.FileOffset, (int)range.Length)));
        Assert.True(reader.TryRead(out TarMember next));
        Assert.Equal("next", next.Path.ToString());
        Assert.False(reader.TryRead(out _));
    }

    [Fact]
    public void A_map_goes_on_in_blocks_of_its_own()
    {
        // Four pairs in the header, 21 in a block: 30 take two blocks more, and the file ends with a hole.
        (int, int)[] pairs = [.. Enumerable.Range(0, 30).Select(index => (index * 10, 1))];
        var extra = new byte[1024];
        for (int index = 4; index < 30; index++)
            TarBlocks.Put(extra, index < 25 ? (index - 4) * 24 : 512 + ((index - 25) * 24), Pair(pairs[index]));
        extra[504] = 1;
        string data = new([.. Enumerable.Range(0, 30).Select(index => (char)('A' + index))]);
        byte[] archive = new TarBlocks()
            .Add("f", 'S', "", Gnu, block =>
            {
                OldGnu(block, 1000, pairs[..4]);
                block[482] = 1;
                TarBlocks.Put(block, 124, "00000000036");
            })
            .Raw(Encoding.Latin1.GetString(extra)).Raw(data.PadRight(512, '\0')).Bytes;

        var reader = new TarReader(new MemorySource(archive), archive.Length);
        Assert.True(reader.TryRead(out TarMember member));
        string text = Text(member.Content);
        Assert.Equal(1000, text.Length);
        Assert.Equal(data, text.Replace("\0", "", StringComparison.Ordinal));
        Assert.Equal('A' + 29, text[290]);
        Assert.False(reader.TryRead(out _));
    }

    [Theory]
    [InlineData("GNU.sparse.map=2,3,4,2")] // overlapping
    [InlineData("GNU.sparse.map=8,3,2,2")] // turning back
    [InlineData("GNU.sparse.map=2,3,8,3")] // beyond the end of the file
    [InlineData("GNU.sparse.map=2,3")] // less than the data
    [InlineData("GNU.sparse.map=0,10")] // more than the data
    [InlineData("GNU.sparse.map=2,3,8")] // half a pair
    [InlineData("GNU.sparse.map=2,-3,8,2")]
    [InlineData("GNU.sparse.map=-2,3,8,2")]
    [InlineData("GNU.sparse.map=9223372036854775807,5")]
    [InlineData("GNU.sparse.map=2,x")]
    public void Maps_that_can_not_be_are_refused(string map) =>
        Refused(new TarBlocks().Pax('x', "GNU.sparse.size=10", "GNU.sparse.name=f", map).Add("f", '0', "abcde"));

    [Theory]
    [InlineData("2\n2\n3\n8\n")]
    [InlineData("99999999\n")]
    [InlineData("99999999999999999999999999\n")]
    [InlineData("x\n")]
    [InlineData("")]
    public void Maps_in_the_data_that_can_not_be_are_refused(string map) => Refused(new TarBlocks()
        .Pax('x', "GNU.sparse.major=1", "GNU.sparse.minor=0", "GNU.sparse.realsize=10").Add("f", '0', map.PadRight(512, '\0') + "abcde"));

    private static void Refused(TarBlocks archive)
    {
        byte[] bytes = archive.Add("next", '0').Bytes;
        var failure = Assert.Throws<SmolException>(() => new TarReader(new MemorySource(bytes), bytes.Length).TryRead(out _));
        Assert.Matches("the map of its holes|is not a number", failure.Problem);
    }

    private static void OldGnu(byte[] block, int realSize, params (int Offset, int Length)[] pairs)
    {
        for (int index = 0; index < pairs.Length; index++)
            TarBlocks.Put(block, 386 + (24 * index), Pair(pairs[index]));
        TarBlocks.Put(block, 483, Octal(realSize));
    }

    private static string Pair((int Offset, int Length) pair) => Octal(pair.Offset) + "\0" + Octal(pair.Length) + "\0";

    private static string Octal(int value) => Convert.ToString(value, 8).PadLeft(11, '0');

    private static string Text(FileContent content)
    {
        var bytes = new byte[content.Length];
        content.Read(0, bytes);
        return Encoding.Latin1.GetString(bytes);
    }
}
