using System.Text;
using Smol.Storage.DiskImages;
using Smol.Storage.Ffs;
using Smol.Storage.Ffs.OnDisk;
using Smol.Storage.Ffs.Planning;
using Smol.Storage.Ffs.Reading;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Ffs;

/// <summary>A filesystem in memory that a test breaks on purpose.</summary>
internal sealed class Patient
{
    public delegate void Edit<T>(ref T structure);

    private static readonly NodeAttributes Plain = new(0x1A4, 0, 0, new(1_600_000_000));

    private readonly Volume _volume;

    private Patient(byte[] bytes)
    {
        Bytes = bytes;
        _volume = Volume.Open(new MemorySource(bytes), 0, bytes.Length);
    }

    public byte[] Bytes { get; }

    public Geometry Geometry => _volume.Geometry;

    public Superblock Superblock => _volume.Superblock;

    /// <summary>A sound filesystem with something of everything, and some room.</summary>
    public static Patient Create(FfsVersion version)
    {
        var tree = new FileTree(new(1_600_000_000));
        tree.Put(TreePath.FromText("d/e/deep"), File(10));
        tree.Put(TreePath.FromText("d/full"), File(2 * 4096));
        tree.Put(TreePath.FromText("d/tail"), File((2 * 4096) + 1500));
        tree.Put(TreePath.FromText("d/tail2"), File(700));
        tree.Put(TreePath.FromText("big"), File(20 * 4096));
        FileNode linked = File(1);
        tree.Put(TreePath.FromText("one"), linked);
        tree.Put(TreePath.FromText("two"), linked);
        tree.Put(TreePath.FromText("short"), new SymbolicLinkNode(Plain, ByteString.FromText("target")));
        tree.Put(TreePath.FromText("long"), new SymbolicLinkNode(Plain, ByteString.FromText(new string('x', 300))));
        tree.Put(TreePath.FromText("dev"), new DeviceNode(Plain, NodeKind.CharacterDevice, 2, 2));
        tree.Put(TreePath.FromText("fifo"), new FifoNode(Plain));
        for (int index = 0; index < 40; index++)
            tree.Put(TreePath.FromText($"many/name-{index:00}"), File(index));
        using var scratch = new Scratch();
        FfsImage.Write(scratch["a.img"], tree, new() { Version = version, BlockSize = 4096 }, FilesystemSize.Of(2 << 20));
        return new(System.IO.File.ReadAllBytes(scratch["a.img"]));
    }

    /// <summary>The first inode that is not in use.</summary>
    public int FreeInode
    {
        get
        {
            int inode = Inode.Root;
            while (_volume.ReadInode(inode).Mode != 0)
                inode++;
            return inode;
        }
    }

    public IReadOnlyList<FilesystemFinding> Check() => FfsChecker.Check(new MemorySource(Bytes), 0, Bytes.Length);

    /// <summary>Changes the superblock, not its copies.</summary>
    public void EditSuperblock(Action<Superblock> edit) => EditSuperblock((int)_volume.SuperblockOffset, edit);

    /// <summary>Changes a group's copy of the superblock.</summary>
    public void EditCopy(int group, Action<Superblock> edit) =>
        EditSuperblock((int)((Geometry.GroupBase(group) + Geometry.SuperblockAddress) * Geometry.FragmentSize), edit);

    /// <summary>Changes a group's header.</summary>
    public void EditHeader(int group, Edit<GroupHeader> edit)
    {
        Span<byte> bytes = Bytes.AsSpan(HeaderOffset(group), GroupHeader.Size);
        GroupHeader header = GroupHeader.Read(bytes, ByteOrder.LittleEndian);
        edit(ref header);
        bytes.Clear();
        header.Write(bytes, ByteOrder.LittleEndian);
    }

    /// <summary>Flips a bit of one of a group's maps.</summary>
    public void FlipBit(int group, Func<GroupHeader, int> map, int bit)
    {
        int offset = HeaderOffset(group);
        Bytes[offset + map(GroupHeader.Read(Bytes.AsSpan(offset), ByteOrder.LittleEndian)) + (bit / 8)] ^= (byte)(1 << (bit % 8));
    }

    /// <summary>Changes the inode of a path.</summary>
    public void EditInode(string path, Edit<Inode> edit) => EditInode(InodeOf(path), edit);

    public void EditInode(long number, Edit<Inode> edit)
    {
        Span<byte> bytes = Bytes.AsSpan((int)Geometry.InodeOffset(number), Geometry.InodeSize);
        Inode inode = Inode.Read(bytes, Geometry.Version, ByteOrder.LittleEndian);
        edit(ref inode);
        bytes.Clear();
        inode.Write(bytes, Geometry.Version, ByteOrder.LittleEndian);
    }

    public Inode ReadInode(string path) =>
        Inode.Read(Bytes.AsSpan((int)Geometry.InodeOffset(InodeOf(path))), Geometry.Version, ByteOrder.LittleEndian);

    public int InodeOf(string path)
    {
        int inode = Inode.Root;
        foreach (string name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            inode = BitConverter.ToInt32(Bytes, RecordIn(inode, name));
        return inode;
    }

    /// <summary>The byte at which the record for a path's last name begins.</summary>
    public int RecordOf(string path)
    {
        int slash = path.LastIndexOf('/');
        return RecordIn(InodeOf(path[..Math.Max(slash, 0)]), path[(slash + 1)..]);
    }

    /// <summary>The byte at which a fragment begins.</summary>
    public int OffsetOf(long address) => (int)(address * Geometry.FragmentSize);

    public int HeaderOffset(int group) => OffsetOf(Geometry.GroupBase(group) + Geometry.HeaderAddress);

    private int RecordIn(int directory, string name)
    {
        Inode inode = Inode.Read(Bytes.AsSpan((int)Geometry.InodeOffset(directory)), Geometry.Version, ByteOrder.LittleEndian);
        int start = OffsetOf(inode.Blocks[0]);
        for (int position = 0; position < inode.Length;)
        {
            DirectoryRecord record = DirectoryRecord.Read(Bytes.AsSpan(start + position, 512 - (position % 512)), ByteOrder.LittleEndian);
            if (record.Inode != 0 && record.Name.SequenceEqual(Encoding.UTF8.GetBytes(name)))
                return start + position;
            position += record.Length;
        }
        throw new InvalidOperationException($"no '{name}' in inode {directory}");
    }

    private void EditSuperblock(int offset, Action<Superblock> edit)
    {
        Span<byte> bytes = Bytes.AsSpan(offset, Superblock.Size);
        Superblock superblock = Superblock.Read(bytes, ByteOrder.LittleEndian);
        edit(superblock);
        bytes.Clear();
        superblock.Write(bytes, ByteOrder.LittleEndian);
    }

    private static FileNode File(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return new(Plain, FileContent.FromBytes(bytes));
    }
}
