using Smol.Storage.DiskImages;
using Smol.Storage.Ffs.Checking;
using Smol.Storage.Ffs.Reading;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs;

/// <summary>
/// Checks an FFS filesystem as <c>fsck_ffs -fn</c> does, in its five phases: what inodes have, what directories name, what is
/// reached from the root, how many names lead to each inode, and what the cylinder groups say about all that. It changes nothing.
/// </summary>
public static class FfsChecker
{
    /// <summary>All that is wrong; nothing for a filesystem that fsck would call clean.</summary>
    /// <param name="image">The image.</param>
    /// <param name="offset">Where in it the filesystem begins, in bytes.</param>
    /// <param name="length">How many bytes there are for it.</param>
    /// <exception cref="SmolException">
    /// There is no FFS filesystem, not even a copy of its superblock; or the image can't be read.
    /// </exception>
    public static IReadOnlyList<FilesystemFinding> Check(IContentSource image, long offset, long length)
    {
        var findings = new FindingList(offset);
        Volume volume = Open(image, offset, length, findings);
        new SuperblockCheck(volume, findings).Run();
        var groups = new GroupHeaderCheck(volume, findings);
        groups.Run();
        var claims = new FragmentClaims(volume);
        var inodes = new InodeTable(volume.Geometry);
        var directories = new InodeCheck(volume, findings, claims, inodes, groups).Run();
        new DirectoryCheck(volume, findings, inodes, directories).Run();
        new LinkCheck(volume, findings, inodes, directories).Run();
        new GroupMapCheck(volume, findings, claims, inodes, groups).Run();
        return findings.ToList();
    }

    private static Volume Open(IContentSource image, long offset, long length, FindingList findings)
    {
        try
        {
            return Volume.Open(image, offset, length);
        }
        catch (SmolException problem) when (Volume.OpenByCopy(image, offset, length) is { } volume)
        {
            long place = volume.SuperblockOffset;
            findings.Error($"the superblock can't be used: {problem.Problem}; a copy of it is used instead", offset: place);
            return volume;
        }
    }
}
