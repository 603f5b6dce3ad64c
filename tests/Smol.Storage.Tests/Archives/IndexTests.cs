using FsCheck;
using FsCheck.Fluent;
using Smol.Storage.Archives;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Archives;

public sealed class IndexTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void An_index_gives_the_tree_that_its_archive_gives() =>
        Prop.ForAll(FileTreeGenerator.Trees(new FileTreeLimits { LongestFile = 20_000 }), draft =>
        {
            var output = new MemoryStream();
            TarWriter.Write(draft.Build(), output);
            var source = new MemorySource(output.ToArray());
            IndexWriter index = IndexWriter.Read(new TarReader(source, output.Length))!;
            FileTree fromTar = Lay(new TarReader(source, output.Length));
            FileTree fromIndex = Lay(new IndexReader(index.Bytes.ToArray(), index.Count, source, output.Length));
            Assert.Empty(FileTreeComparison.Compare(fromTar, fromIndex));
            Assert.Equal(Ranges(fromTar), Ranges(fromIndex));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestCount.Of(60, 3000)));

    [Fact]
    public void An_index_that_is_damaged_missing_or_old_is_made_again()
    {
        var cache = new ArchiveCache(_scratch["cache"]);
        FileTreeDraft draft = FileTreeGenerator.Draft(new Random(8), 300, new FileTreeLimits { LongestFile = 20_000 });
        using (FileStream tar = File.Create(_scratch["a.tar"]))
            TarWriter.Write(draft.Build(), tar);
        Oracle.MustRun("gzip", _scratch["a.tar"]);
        using UnpackedArchive archive = cache.Open(_scratch["a.tar.gz"]);
        FileTree expected = Lay(new TarReader(archive.Source, archive.Length));
        string path = Assert.Single(Directory.GetFiles(_scratch["cache/indices"]));
        byte[] whole = File.ReadAllBytes(path);

        var random = new Random(9);
        for (int round = 0; round < 120; round++)
        {
            byte[] damaged = [.. whole];
            damaged[round < 32 ? round : random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            if (round % 5 == 0)
                damaged = damaged[..random.Next(damaged.Length)];
            else if (round % 7 == 0)
                damaged = [.. whole, 0];
            File.WriteAllBytes(path, damaged);
            Assert.Empty(FileTreeComparison.Compare(expected, Lay(archive.ReadMembers())));
            Assert.Equal(whole, File.ReadAllBytes(path));
        }
        File.Delete(path);
        Assert.Empty(FileTreeComparison.Compare(expected, Lay(archive.ReadMembers())));
        Assert.Equal(whole, File.ReadAllBytes(path));
    }

    /// <summary>Who can write to the cache can also mend the checksum: even so, nothing but an error comes of it.</summary>
    [Fact]
    public void An_index_that_lies_gives_members_or_an_error()
    {
        var output = new MemoryStream();
        TarWriter.Write(FileTreeGenerator.Draft(new Random(10), 100, new FileTreeLimits { LongestFile = 5_000 }).Build(), output);
        var source = new MemorySource(output.ToArray());
        IndexWriter index = IndexWriter.Read(new TarReader(source, output.Length))!;
        var random = new Random(11);
        int refused = 0;
        for (int round = 0; round < 5000; round++)
        {
            byte[] lying = index.Bytes.ToArray();
            for (int times = random.Next(1, 4); times > 0; times--)
                lying[random.Next(lying.Length)] = (byte)random.Next(256);
            var reader = new IndexReader(lying, index.Count, source, output.Length);
            try
            {
                while (reader.TryRead(out TarMember member))
                    member.Content.Read(0, new byte[Math.Min(member.Content.Length, 100)]);
            }
            catch (SmolException)
            {
                refused++;
            }
        }
        Assert.True(refused > 1000, $"{refused} refused");
    }

    [Fact]
    public void An_index_costs_little_memory_and_few_bytes()
    {
        const int count = 20_000;
        var tree = new FileTree();
        for (int number = 0; number < count; number++)
            tree.Put(TreePath.FromText($"usr/share/d{number / 100}/file-{number}.html"), new FileNode(new(0x1A4, 0, 0, new(number)), FileContent.FromBytes("data"u8.ToArray())));
        var output = new MemoryStream();
        TarWriter.Write(tree, output);
        var source = new MemorySource(output.GetBuffer());
        IndexWriter index = IndexWriter.Read(new TarReader(source, output.Length))!;
        Assert.InRange(index.Bytes.Length / count, 1, 30);
        byte[] bytes = index.Bytes.ToArray();

        long before = GC.GetAllocatedBytesForCurrentThread();
        var reader = new IndexReader(bytes, index.Count, source, output.Length);
        while (reader.TryRead(out _))
        {
            // Only the reading is measured.
        }
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / count, 0, 80);
    }

    private static FileTree Lay(IMemberReader reader)
    {
        var tree = new FileTree();
        TarOverlay.AddTo(tree, reader);
        return tree;
    }

    private static DataRange[] Ranges(FileTree tree) =>
        [.. FileTreeWalk.Entries(tree).Select(entry => entry.Node).OfType<FileNode>().SelectMany(file => file.Content.Ranges.ToArray())];
}
