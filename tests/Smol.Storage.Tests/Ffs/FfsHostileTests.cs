using Smol.Storage.Ffs;
using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Ffs;

/// <summary>
/// Damaged filesystems give a tree, findings or a SmolException, in a time and a memory that follow the image's length.
/// </summary>
public sealed class FfsHostileTests
{
    private static readonly int[] Interesting = [0, 1, 2, -1, int.MaxValue, int.MinValue, 0x7FFF, 8, 16, 512, 4096, 1 << 20];

    [Theory]
    [InlineData(FfsVersion.Ffs1)]
    [InlineData(FfsVersion.Ffs2)]
    public void Any_damage_gives_a_tree_or_an_error(FfsVersion version)
    {
        Patient patient = Patient.Create(version);
        byte[] whole = patient.Bytes;
        int metadata = patient.OffsetOf(patient.Geometry.DataAddress) + 60_000;
        var random = new Random(20260726);
        int read = 0, refused = 0;
        for (int round = 0; round < TestCount.Of(1500, 50_000); round++)
        {
            byte[] damaged = [.. whole];
            for (int times = random.Next(1, 8); times > 0; times--)
                Damage(damaged, random, metadata);
            int length = random.Next(20) == 0 ? random.Next(damaged.Length) : damaged.Length;
            if (TryRead(damaged, length))
                read++;
            else
                refused++;
        }
        // Both must be common, or the damage teaches nothing.
        Assert.True(read > 200 && refused > 200, $"{read} read, {refused} refused");
    }

    [Fact]
    public void Indirect_blocks_that_lead_to_themselves_end()
    {
        Patient patient = Patient.Create(FfsVersion.Ffs1);
        int block = (int)patient.ReadInode("big").Blocks[12];
        patient.EditInode("big", (ref inode) =>
        {
            inode.Length = 1L << 42;
            inode.Blocks[14] = block;
        });
        for (int index = 0; index < 1024; index++)
            BitConverter.TryWriteBytes(patient.Bytes.AsSpan(patient.OffsetOf(block) + (index * 4)), block);
        Assert.False(TryRead(patient.Bytes, patient.Bytes.Length));
    }

    [Fact]
    public void Directories_that_contain_themselves_are_refused()
    {
        Patient patient = Patient.Create(FfsVersion.Ffs2);
        BitConverter.TryWriteBytes(patient.Bytes.AsSpan(patient.RecordOf("d/e")), Inode.Root);
        var failure = Assert.Throws<SmolException>(() => FfsReader.Read(new MemorySource(patient.Bytes), 0, patient.Bytes.Length));
        Assert.Contains("/d/e", failure.Place, StringComparison.Ordinal);
    }

    private static void Damage(byte[] bytes, Random random, int metadata)
    {
        int offset = random.Next(8192, metadata);
        if (random.Next(2) == 0)
            bytes[offset] = (byte)random.Next(256);
        else
            BitConverter.TryWriteBytes(bytes.AsSpan(offset & ~3), Interesting[random.Next(Interesting.Length)]);
    }

    private static bool TryRead(byte[] bytes, int length)
    {
        var source = new MemorySource(bytes.AsMemory(0, length));
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            FfsChecker.Check(source, 0, length);
        }
        catch (SmolException)
        {
            // Not even a copy of the superblock.
        }
        bool isRead = true;
        try
        {
            FfsReader.Read(source, 0, length);
        }
        catch (SmolException)
        {
            isRead = false;
        }
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 20);
        return isRead;
    }
}
