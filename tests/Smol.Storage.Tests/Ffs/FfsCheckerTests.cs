using Smol.Storage.DiskImages;
using Smol.Storage.Ffs;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Tests.Ffs;

public sealed class FfsCheckerTests
{
    private static readonly Damage[] Damages = [.. SuperblockDamages.All, .. FileDamages.All];

    public static TheoryData<FfsVersion, int, string> DamagesByVersion()
    {
        var data = new TheoryData<FfsVersion, int, string>();
        for (int index = 0; index < Damages.Length; index++)
        {
            foreach (FfsVersion version in Enum.GetValues<FfsVersion>())
            {
                if (Damages[index].Only is null || Damages[index].Only == version)
                    data.Add(version, index, Damages[index].Name);
            }
        }
        return data;
    }

    [Theory]
    [InlineData(FfsVersion.Ffs1)]
    [InlineData(FfsVersion.Ffs2)]
    public void A_sound_filesystem_has_no_findings(FfsVersion version) => Assert.Empty(Patient.Create(version).Check());

    [Theory]
    [MemberData(nameof(DamagesByVersion))]
    public void Each_damage_is_found(FfsVersion version, int index, string name)
    {
        Damage damage = Damages[index];
        Assert.Equal(name, damage.Name);
        Patient patient = Patient.Create(version);
        damage.Inflict(patient);
        Assert.Contains(patient.Check(), finding =>
            finding.Severity == damage.Severity && finding.Problem.Contains(damage.Finding, StringComparison.Ordinal));
    }

    [Fact]
    public void Findings_say_where()
    {
        Patient patient = Patient.Create(FfsVersion.Ffs1);
        int inode = patient.InodeOf("d/full");
        patient.EditInode(inode, (ref i) => i.Blocks[0] = 1 << 28);
        FilesystemFinding finding = Assert.Single(patient.Check(), finding => finding.Block == 1 << 28);
        Assert.Equal(inode, finding.Inode);
        Assert.Equal((1L << 28) * 512, finding.Offset);
        Assert.StartsWith($"error, inode {inode}, block {1 << 28}, byte {(1L << 28) * 512}: ", finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_but_damage_gives_a_bounded_list()
    {
        Patient patient = Patient.Create(FfsVersion.Ffs1);
        int first = (int)patient.Geometry.InodeOffset(3);
        for (int inode = 3; inode < patient.Geometry.InodesPerGroup; inode++)
            patient.Bytes.AsSpan(first + ((inode - 3) * 128), 128).Fill(0x41);
        Assert.InRange(patient.Check().Count, 100, 10_001);
    }

    [Fact]
    public void What_is_no_filesystem_is_an_error()
    {
        var failure = Assert.Throws<SmolException>(() => FfsChecker.Check(new MemorySource(new byte[1 << 20]), 0, 1 << 20));
        Assert.Contains("no FFS superblock", failure.Message, StringComparison.Ordinal);
    }
}
