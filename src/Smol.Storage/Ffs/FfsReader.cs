using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.Ffs.Reading;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ffs;

/// <summary>
/// Reads an FFS filesystem, of either format and byte order, that is not mounted: what we write, and what <c>newfs</c>, <c>makefs</c>
/// and kernels do.
/// </summary>
public sealed class FfsReader
{
    private readonly Volume _volume;

    private FfsReader(Volume volume) => _volume = volume;

    /// <summary>FFSv1 or FFSv2.</summary>
    public FfsFormat Format => _volume.Geometry.Format;

    /// <summary>The order of the bytes of its numbers.</summary>
    public ByteOrder ByteOrder => _volume.ByteOrder;

    /// <summary>The filesystem's length in bytes, which may be less than its partition's.</summary>
    public long Length => _volume.Geometry.Fragments * _volume.Geometry.FragmentSize;

    /// <summary>What can be said about the filesystem besides its files.</summary>
    public FfsSummary Summary => FfsSummary.Of(_volume);

    /// <summary>What a user should know before trusting what is read; empty when there is nothing.</summary>
    public IReadOnlyList<string> Notes
    {
        get
        {
            var notes = new List<string>();
            if ((_volume.Superblock.Clean & Superblock.CleanFlag) == 0)
                notes.Add("the filesystem was not unmounted cleanly");
            if ((_volume.Superblock.Flags & Superblock.JournalFlag) != 0)
                notes.Add("the filesystem has a journal (WAPBL) with changes that are not in it yet; they are not read");
            return notes;
        }
    }

    /// <summary>Finds the filesystem in an image.</summary>
    /// <param name="source">The image.</param>
    /// <param name="offset">Where the partition begins, in bytes.</param>
    /// <param name="length">How long it is, in bytes.</param>
    /// <exception cref="SmolException">There is no FFS filesystem, or its superblock is damaged.</exception>
    public static FfsReader Open(IContentSource source, long offset, long length) => new(Volume.Open(source, offset, length));

    /// <summary>Whether there is an FFS superblock in this part of an image.</summary>
    public static bool IsFfs(IContentSource source, long offset, long length) => SuperblockSearch.Find(source, offset, length) is not null;

    /// <summary>The files, with contents that are ranges of the image: it must stay open while the tree is used.</summary>
    /// <exception cref="SmolException">The filesystem is damaged; says where.</exception>
    public FileTree ReadTree() => new TreeReader(_volume).Read();
}
