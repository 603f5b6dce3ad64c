using Smol.Storage.DiskImages;
using Smol.Storage.Ext2.OnDisk;
using Smol.Storage.Ext2.Reading;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Ext2;

/// <summary>
/// Reads ext2 filesystems, of revision 0 and 1, that mke2fs, genext2fs, a kernel or smol made, and that nobody trusts: whatever
/// the bytes are, the end is a tree or an error, in a time and a memory that the image's length bounds.
/// </summary>
public sealed class Ext2Reader
{
    private readonly Ext2Volume _volume;
    private readonly InodeTables _inodes;
    private readonly BlockRunCollector _blocks;
    private readonly InodeDecoder _decoder;
    private readonly Dictionary<uint, Node> _linked = [];
    private readonly HashSet<uint> _directories = [Ext2Inode.RootNumber];
    private readonly List<string> _notices = [];
    private readonly Stack<UnreadDirectory> _waiting = [];
    private readonly byte[] _block;
    private bool _hasExtendedAttributes;

    private Ext2Reader(Ext2Volume volume)
    {
        _volume = volume;
        _inodes = new(volume, volume.ReadDescriptors(volume.Superblock.FirstDataBlock + 1));
        _blocks = new(volume);
        _decoder = new(volume, _blocks);
        _block = new byte[volume.BlockSize];
    }

    /// <summary>Whether an ext2 filesystem, or one of its successors, begins there.</summary>
    /// <param name="image">The image.</param>
    /// <param name="offset">Where in it, in bytes.</param>
    /// <param name="length">How many bytes there are for it.</param>
    public static bool IsPresent(IContentSource image, long offset, long length) => Ext2Volume.IsPresent(image, offset, length);

    /// <summary>Reads the tree of a filesystem; what files hold stays in the image.</summary>
    /// <param name="image">The image.</param>
    /// <param name="offset">Where in it the filesystem begins, in bytes.</param>
    /// <param name="length">How many bytes there are for it.</param>
    /// <exception cref="SmolException">It is no ext2, has features that smol does not know, or is damaged.</exception>
    public static FilesystemContents Read(IContentSource image, long offset, long length) =>
        new Ext2Reader(Ext2Volume.Open(image, offset, length)).Read();

    private FilesystemContents Read()
    {
        Ext2Superblock superblock = _volume.Superblock;
        NoteState(superblock);
        var tree = new FileTree();
        Ext2Inode root = _inodes.Read(Ext2Inode.RootNumber);
        if (root.Kind != NodeKind.Directory)
            throw Damaged(Ext2Inode.RootNumber, "is the root, and is not a directory");
        tree.Root.Attributes = _decoder.AttributesOf(root);
        _waiting.Push(new(Ext2Inode.RootNumber, root, tree.Root, 0));
        while (_waiting.TryPop(out UnreadDirectory directory))
            ReadDirectory(directory);
        if (_hasExtendedAttributes)
            _notices.Add("it has extended attributes, which were left out");
        ReadOnlySpan<byte> label = superblock.Label;
        return new("ext2", superblock.Revision == 0 ? default : ByteString.Copy(label.TrimEnd((byte)0)), tree, _notices);
    }

    private void NoteState(in Ext2Superblock superblock)
    {
        if ((superblock.State & Ext2Superblock.StateClean) == 0)
            _notices.Add("it was not cleanly unmounted");
        if (superblock.Revision > 0 && (superblock.Incompatible & IncompatibleFeatures.NeedsRecovery) != 0)
            _notices.Add("its journal holds changes that were not replayed");
    }

    private void ReadDirectory(in UnreadDirectory directory)
    {
        long length = _decoder.LengthOf(directory.Number, directory.Inode);
        // Copied, since the collector is used for each file in it.
        DataRange[] ranges = _blocks.Collect(directory.Number, directory.Inode, length).ToArray();
        foreach (DataRange range in ranges)
        {
            for (long done = 0; done < range.Length; done += _block.Length)
            {
                if (range.Length - done < _block.Length)
                    throw Damaged(directory.Number, $"is a directory of {length} bytes, which are no whole blocks");
                _volume.Source.Read(range.SourceOffset + done, _block);
                ReadEntries(directory);
            }
        }
    }

    private void ReadEntries(in UnreadDirectory directory)
    {
        var entries = new DirectoryEntries(_block);
        while (entries.MoveNext())
        {
            if (entries.Header.Inode == 0 || entries.Name.SequenceEqual("."u8) || entries.Name.SequenceEqual(".."u8))
                continue;
            ByteString name = ByteString.Copy(entries.Name);
            if (!TreePath.IsName(name.Span))
                throw Damaged(directory.Number, $"has an entry with the name '{name}'");
            if (directory.Node.Find(name) is not null)
                throw Damaged(directory.Number, $"has two entries with the name '{name}'");
            directory.Node.Put(name, ReadNode(directory, name, entries.Header.Inode));
        }
        if (entries.Problem is not null)
            throw Damaged(directory.Number, entries.Problem);
    }

    private Node ReadNode(in UnreadDirectory parent, ByteString name, uint number)
    {
        if (_linked.TryGetValue(number, out Node? known))
            return known;
        Ext2Inode inode = _inodes.Read(number);
        _hasExtendedAttributes |= inode.FileAcl != 0;
        Node node = _decoder.Decode(number, inode);
        if (node is DirectoryNode directory)
        {
            if (!_directories.Add(number))
                throw Damaged(parent.Number, $"has an entry '{name}' for the directory {number}, which has another name already");
            if (parent.Depth == FileTree.MostDepth)
                throw Damaged(number, $"is nested deeper than {FileTree.MostDepth} directories");
            _waiting.Push(new(number, inode, directory, parent.Depth + 1));
        }
        else if (inode.LinkCount > 1)
        {
            _linked.Add(number, node);
        }
        return node;
    }

    private SmolException Damaged(uint number, string what) =>
        new(what, _volume.Name($"inode {number}"), "the filesystem is damaged; see smol image fsck");
}
