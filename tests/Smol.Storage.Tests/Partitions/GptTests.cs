using System.Text.RegularExpressions;
using Smol.Storage.DiskImages;
using Smol.Storage.FileTrees;
using Smol.Storage.Partitions;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Partitions;

public sealed partial class GptTests
{
    private static readonly byte[] Identity = [1, 2, 3];

    [Theory]
    [InlineData("helloroot", 1)]
    [InlineData("a-name-of-thirty-six-characters-root", 10 << 20)]
    [InlineData("e", (64 << 20) + 512)]
    public void Sgdisk_finds_nothing_and_reads_what_was_written(string name, long length)
    {
        using var scratch = new Scratch();
        GptTable table = GptTable.WithOnePartition(name, PartitionTypes.NetBsdFfs, length, Identity);
        WriteImage(scratch["a.img"], table);

        string verdict = Oracle.MustRun("sgdisk", "-v", scratch["a.img"]);
        Assert.Contains("No problems found", verdict, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)warning|caution", verdict);

        string shown = Oracle.MustRun("sgdisk", "-i", "1", scratch["a.img"]);
        Assert.Contains("49F48D5A-B10E-11DC-B99B-0019D1879648", shown, StringComparison.Ordinal);
        Assert.Contains(table.Partitions[0].Id.ToString().ToUpperInvariant(), shown, StringComparison.Ordinal);
        Assert.Contains("First sector: 2048 ", shown, StringComparison.Ordinal);
        Assert.Contains($"Last sector: {table.Partitions[0].LastSector} ", shown, StringComparison.Ordinal);
        Assert.Contains("Attribute flags: 0800000000000000", shown, StringComparison.Ordinal);
        Assert.Contains($"Partition name: '{name}'", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void What_sgdisk_writes_is_read()
    {
        using var scratch = new Scratch();
        using (ImageWriter image = ImageWriter.Create(scratch["a.img"]))
            image.Commit(20 << 20);
        Oracle.MustRun(
            "sgdisk", "-n", "1:2048:4095", "-c", "1:first", "-n", "3:8192:0", "-c", "3:third", "-A", "3:set:2", "-t", "3:8300", scratch["a.img"]);

        GptTable table = ReadImage(scratch["a.img"]);
        Assert.Equal(["first", "third"], table.Partitions.Select(partition => partition.Name));
        Assert.Equal((2048, 4095), (table.Partitions[0].FirstSector, table.Partitions[0].LastSector));
        Assert.Equal(GptAttributes.BiosBoot, table.Partitions[1].Attributes);
        Assert.Equal(PartitionTypes.LinuxData, table.Partitions[1].Type);
        string shown = Oracle.MustRun("sgdisk", "-p", scratch["a.img"]);
        Assert.Equal(table.DiskId, new Guid(DiskGuid().Match(shown).Groups[1].Value));
    }

    [Fact]
    public void A_disk_that_a_bios_starts_has_code_and_one_bootable_partition()
    {
        using var scratch = new Scratch();
        byte[] code = [.. Enumerable.Range(1, GptTable.MostBootCode).Select(number => (byte)number)];
        GptTable plain = GptTable.WithOnePartition("a", PartitionTypes.NetBsdFfs, 1, Identity);
        GptTable table = (plain with { Partitions = [plain.Partitions[0] with { Attributes = GptAttributes.BiosBoot }, plain.Partitions[0]] }).WithBiosBoot(code, 1);
        Assert.Equal([GptAttributes.None, GptAttributes.BiosBoot | GptAttributes.BootMe], table.Partitions.Select(partition => partition.Attributes));

        WriteImage(scratch["a.img"], plain.WithBiosBoot(code, 0));
        string verdict = Oracle.MustRun("sgdisk", "-v", scratch["a.img"]);
        Assert.Contains("No problems found", verdict, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)warning|caution", verdict);
        Assert.Contains("Attribute flags: 0800000000000004", Oracle.MustRun("sgdisk", "-i", "1", scratch["a.img"]), StringComparison.Ordinal);
        byte[] image = File.ReadAllBytes(scratch["a.img"]);
        byte[] expected = GptWriter.Front(plain);
        Assert.Equal(code, image[..440]);
        Assert.Equal(expected[440..512], image[440..512]); // the disk's signature, and a partition that is not active

        GptResize.Grow(scratch["a.img"], 20 << 20);
        Assert.Equal(code, ReadImage(scratch["a.img"]).BootCode.ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => plain.WithBiosBoot(new byte[441], 0));
    }

    [Theory]
    [InlineData(512 + 20)]
    [InlineData(1024 + 60)]
    public void A_damaged_front_is_made_good_from_the_end(int offset)
    {
        byte[] bytes = ImageBytes(out GptTable table);
        bytes[offset] ^= 1;
        Assert.Equal(table.Partitions, GptReader.Read(new MemorySource(bytes), bytes.Length).Partitions);
    }

    [Fact]
    public void Two_damaged_copies_are_an_error()
    {
        byte[] bytes = ImageBytes(out _);
        bytes[512 + 20] ^= 1;
        bytes[^500] ^= 1;
        var failure = Assert.Throws<SmolException>(() => GptReader.Read(new MemorySource(bytes), bytes.Length));
        Assert.Contains("damaged", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_without_a_table_is_an_error_of_its_own()
    {
        Assert.False(GptReader.IsPresent(new MemorySource(new byte[4096]), 4096));
        Assert.False(GptReader.IsPresent(new MemorySource(new byte[100]), 100));
        var failure = Assert.Throws<SmolException>(() => GptReader.Read(new MemorySource(new byte[4096]), 4096));
        Assert.Contains("no GUID partition table", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_partition_that_leaves_the_image_is_an_error_that_names_it()
    {
        byte[] bytes = ImageBytes(out _);
        var failure = Assert.Throws<SmolException>(() => GptReader.Read(new MemorySource(bytes.AsMemory(0, 1 << 20)), 1 << 20));
        Assert.Contains("'helloroot'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_guids_are_of_version_8_and_follow_from_the_content()
    {
        GptTable one = GptTable.WithOnePartition("a", PartitionTypes.LinuxData, 1, [1]);
        GptTable again = GptTable.WithOnePartition("a", PartitionTypes.LinuxData, 1, [1]);
        GptTable other = GptTable.WithOnePartition("a", PartitionTypes.LinuxData, 1, [2]);
        Assert.Equal((one.DiskId, one.Partitions[0].Id), (again.DiskId, again.Partitions[0].Id));
        Assert.NotEqual(one.DiskId, other.DiskId);
        Assert.NotEqual(one.DiskId, one.Partitions[0].Id);
        Assert.Equal((8, 8), (one.DiskId.Version, one.DiskId.Variant & 0xC));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a-name-of-thirty-seven-characters-xyz")]
    public void A_name_that_does_not_fit_is_refused(string name) =>
        Assert.Throws<SmolException>(() => GptTable.WithOnePartition(name, PartitionTypes.LinuxData, 1, Identity));

    [Fact]
    public void The_checksum_is_the_one_of_the_standard() =>
        Assert.Equal(0xCBF43926u, Crc32.Of("123456789"u8));

    private static byte[] ImageBytes(out GptTable table)
    {
        table = GptTable.WithOnePartition("helloroot", PartitionTypes.LinuxData, 1, Identity);
        var bytes = new byte[table.ImageLength];
        GptWriter.Front(table).CopyTo(bytes, 0);
        byte[] back = GptWriter.Back(table);
        back.CopyTo(bytes, bytes.Length - back.Length);
        return bytes;
    }

    private static void WriteImage(string path, GptTable table)
    {
        using ImageWriter image = ImageWriter.Create(path);
        GptWriter.WriteFront(image, table);
        GptWriter.WriteBack(image, table);
        image.Commit(table.ImageLength);
    }

    private static GptTable ReadImage(string path)
    {
        using var source = new OpenFileSource(path);
        return GptReader.Read(source, source.Length);
    }

    [GeneratedRegex("Disk identifier \\(GUID\\): (\\S+)")]
    private static partial Regex DiskGuid();
}
