using Smol.Storage.DiskImages;
using Smol.TestSupport;

namespace Smol.Storage.Tests.DiskImages;

public sealed class FullDiskTests
{
    [Fact]
    public void A_full_disk_is_said_in_a_sentence_and_nothing_is_left()
    {
        using var scratch = new Scratch();
        string disk = Directory.CreateDirectory(scratch["disk"]).FullName;
        if (Oracle.Run("mount", "-t", "tmpfs", "-o", "size=1m", "none", disk).Code != 0)
            Assert.Skip("a small disk can only be made by root");
        try
        {
            var data = new byte[3 << 20];
            new Random(1).NextBytes(data);
            var failure = Assert.Throws<SmolException>(() =>
            {
                using ImageWriter image = ImageWriter.Create(Path.Combine(disk, "a.img"));
                image.Write(0, data);
                image.Commit(data.Length);
            });
            Assert.Equal("the disk is full", failure.Problem);
            Assert.Empty(Directory.GetFileSystemEntries(disk));
        }
        finally
        {
            Oracle.MustRun("umount", "-l", disk);
        }
    }
}
