using System.Text;
using Smol.Storage.Archives;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Tests.Archives;

/// <summary>Damaged archives give members or a SmolException, in a time and a memory that follow the archive's real length.</summary>
public sealed class TarFuzzTests
{
    private static readonly string[] Interesting = ["\xff", "\x80", "\0", "7", "9", " ", "-", "\n", "=", "x", "S", "g", "99999999999", "\x80\0\0\0\x7f\xff\xff\xff\xff\xff\xff\xff"];

    [Fact]
    public void Any_damage_gives_members_or_an_error()
    {
        byte[] whole = Sample();
        var random = new Random(20260726);
        int accepted = 0;
        int refused = 0;
        for (int round = 0; round < 30_000; round++)
        {
            byte[] damaged = [.. whole];
            for (int times = random.Next(1, 6); times > 0; times--)
                Damage(damaged, random);
            if (random.Next(3) > 0)
                MendChecksums(damaged);
            if (TryRead(random.Next(10) == 0 ? damaged[..random.Next(damaged.Length)] : damaged))
                accepted++;
            else
                refused++;
        }
        // Both must be common, or the damage teaches nothing.
        Assert.True(accepted > 1000 && refused > 1000, $"{accepted} accepted, {refused} refused");
    }

    private static byte[] Sample() => new TarBlocks()
        .Pax('g', "comment=all")
        .Add("dir/", '5').Add("dir/file", '0', "data")
        .Add("L", 'L', new string('l', 120) + "\0", "ustar  \0").Add("short", '0', "abc", "ustar  \0")
        .Add("old-sparse", 'S', "abcde", "ustar  \0", block =>
        {
            TarBlocks.Put(block, 386, "00000000002\000000000003\000000000010\000000000002\0");
            TarBlocks.Put(block, 483, "00000000012");
        })
        .Pax('x', "GNU.sparse.size=10", "GNU.sparse.name=f", "GNU.sparse.map=2,3,8,2", "mtime=-1.5").Add("s", '0', "abcde")
        .Pax('x', "GNU.sparse.major=1", "GNU.sparse.minor=0", "GNU.sparse.name=f2", "GNU.sparse.realsize=10", "uid=4294967294")
        .Add("s", '0', "2\n2\n3\n8\n2\n".PadRight(512, '\0') + "abcde")
        .Add("hard", '1', change: block => TarBlocks.Put(block, 157, "dir/file"))
        .Add("link", '2', change: block => TarBlocks.Put(block, 157, "dir")).Add("link/through", '6').Add("dev", '3').End().Bytes;

    private static void Damage(byte[] bytes, Random random)
    {
        string patch = Interesting[random.Next(Interesting.Length)];
        int offset = random.Next(bytes.Length);
        if (random.Next(4) == 0)
            bytes[offset] = (byte)random.Next(256);
        else
            Encoding.Latin1.GetBytes(patch).AsSpan(0, Math.Min(patch.Length, bytes.Length - offset)).CopyTo(bytes.AsSpan(offset));
    }

    /// <summary>Lets damage through to what lies behind the check of the checksum.</summary>
    private static void MendChecksums(byte[] bytes)
    {
        for (int start = 0; start + 512 <= bytes.Length; start += 512)
        {
            byte[] block = bytes[start..(start + 512)];
            if (block.AsSpan(257, 5).SequenceEqual("ustar"u8))
                TarBlocks.Seal(block, sum => Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ");
            block.CopyTo(bytes, start);
        }
    }

    private static bool TryRead(byte[] bytes)
    {
        var source = new MemorySource(bytes);
        (FileTree tree, SmolException? failure) = Lay(new TarReader(source, bytes.Length));
        if (IndexWriter.Read(new TarReader(source, bytes.Length)) is { } index)
        {
            (FileTree same, SmolException? sameFailure) = Lay(new IndexReader(index.Bytes.ToArray(), index.Count, source, bytes.Length));
            Assert.Equal(failure?.Message, sameFailure?.Message);
            Assert.Empty(FileTreeComparison.Compare(tree, same));
        }
        if (failure is null)
            ReadContents(tree.Root);
        else
            Assert.StartsWith("(memory)", failure.Place, StringComparison.Ordinal);
        return failure is null;
    }

    /// <summary>What could be laid, and why no more could.</summary>
    private static (FileTree Tree, SmolException? Failure) Lay(IMemberReader reader)
    {
        var tree = new FileTree();
        try
        {
            TarOverlay.AddTo(tree, reader);
            return (tree, null);
        }
        catch (SmolException failure)
        {
            return (tree, failure);
        }
    }

    /// <summary>The start and the end of each file: its length may be anything.</summary>
    private static void ReadContents(DirectoryNode directory)
    {
        Span<byte> buffer = stackalloc byte[64];
        foreach (DirectoryEntry entry in directory.SortedEntries())
        {
            if (entry.Node is DirectoryNode below)
                ReadContents(below);
            if (entry.Node is not FileNode file)
                continue;
            Span<byte> part = buffer[..(int)Math.Min(buffer.Length, file.Content.Length)];
            file.Content.Read(0, part);
            file.Content.Read(file.Content.Length - part.Length, part);
        }
    }
}
