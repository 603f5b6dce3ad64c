using Smol.Storage.Ffs;
using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Tests.Ffs;

/// <summary>What no random damage makes; see <c>Fuzzing/</c> for the rest.</summary>
public sealed class FfsHostileTests
{
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
        var source = new MemorySource(patient.Bytes);
        Assert.NotEmpty(FfsChecker.Check(source, 0, patient.Bytes.Length));
        Assert.Throws<SmolException>(() => FfsReader.Read(source, 0, patient.Bytes.Length));
    }

    [Fact]
    public void Directories_that_contain_themselves_are_refused()
    {
        Patient patient = Patient.Create(FfsVersion.Ffs2);
        BitConverter.TryWriteBytes(patient.Bytes.AsSpan(patient.RecordOf("d/e")), Inode.Root);
        var failure = Assert.Throws<SmolException>(() => FfsReader.Read(new MemorySource(patient.Bytes), 0, patient.Bytes.Length));
        Assert.Contains("/d/e", failure.Place, StringComparison.Ordinal);
    }
}
