namespace Smol.Storage.Tests.Ext2;

/// <summary>Breaks one thing of a sound image with blocks of 1024 bytes and three groups.</summary>
internal static class Ext2Damage
{
    /// <summary>Does what a line of the checker's tests names.</summary>
    public static void Inflict(string damage, DamagedImage image)
    {
        string[] parts = damage.Split(": ");
        switch (parts[0])
        {
            case "superblock": InflictSuperblock(parts[1], image); break;
            case "copy": InflictCopy(parts[1], image); break;
            case "group": InflictGroup(parts[1], image); break;
            case "block bitmap" or "inode bitmap": InflictBitmap(parts[0] == "block bitmap" ? 0 : 4, parts[1], image); break;
            case "inode": InflictInode(parts[1], image); break;
            default: InflictDirectory(parts[1], image); break;
        }
    }

    // Offsets: fs/ext2/ext2.h, struct ext2_super_block.
    private static void InflictSuperblock(string damage, DamagedImage image)
    {
        switch (damage)
        {
            case "magic": image.Set16(1024 + 0x38, 0); break;
            case "block count over the end": image.Set32(1024 + 4, 20_000); break;
            case "block size": image.Set32(1024 + 0x18, 9); break;
            case "inodes per group": image.Set32(1024 + 0x28, 8); break;
            case "inode size": image.Set16(1024 + 0x58, 100); break;
            case "blocks per group": image.Set32(1024 + 0x20, 0); break;
            case "first data block": image.Set32(1024 + 0x14, 0); break;
            case "revision": image.Set32(1024 + 0x4C, 7); break;
            case "unknown feature": image.Set32(1024 + 0x60, 0x8000_0002); break;
            case "free blocks": image.Add32(1024 + 0x0C, 1); break;
            case "free inodes": image.Add32(1024 + 0x10, 1); break;
            case "not clean": image.Set16(1024 + 0x3A, 0); break;
            case "errors seen": image.Set16(1024 + 0x3A, 3); break;
            case "reserved blocks": image.Set32(1024 + 8, 17_000); break;
            case "first inode": image.Set32(1024 + 0x54, 3); break;
            case "fragment size": image.Set32(1024 + 0x1C, 2); break;
            case "own group": image.Set16(1024 + 0x5A, 1); break;
            case "large file feature": image.Set32(image.Inode("d/one") + 108, 1); break; // 4 GiB more, which is a hole
            default: throw new ArgumentException(damage);
        }
    }

    private static void InflictCopy(string damage, DamagedImage image)
    {
        const int Copy = 8193 * 1024;
        switch (damage)
        {
            case "magic": image.Set16(Copy + 0x38, 0); break;
            case "block count": image.Add32(Copy + 4, 1); break;
            case "id": image.Add32(Copy + 0x68, 1); break;
            case "descriptor": image.Add32(Copy + 1024 + 32, 1); break;
            default: throw new ArgumentException(damage);
        }
    }

    private static void InflictGroup(string damage, DamagedImage image)
    {
        const int Descriptor = 2048;
        switch (damage)
        {
            case "block bitmap outside": image.Set32(Descriptor, 1_000_000); break;
            case "inode bitmap in another group": image.Set32(Descriptor + 4, 9000); break;
            case "inode table outside": image.Set32(Descriptor + 32 + 8, uint.MaxValue); break;
            case "two in one block": image.Set32(Descriptor + 4, image.Get32(Descriptor)); break;
            case "free blocks": image.Add16(Descriptor + 12, 1); break;
            case "free inodes": image.Add16(Descriptor + 14, 1); break;
            case "directories": image.Add16(Descriptor + 16, 1); break;
            default: throw new ArgumentException(damage);
        }
    }

    private static void InflictBitmap(int field, string damage, DamagedImage image)
    {
        int first = (int)image.Get32(2048 + field) * 1024;
        int last = (int)image.Get32(2048 + 64 + field) * 1024; // group 2 is the last, and short
        switch (damage)
        {
            case "used block free" or "used inode free": image.Bytes[first + 1] &= 0xFD; break;
            case "free block used" or "free inode used": image.Bytes[last + 100] |= 0x10; break;
            case "padding": image.Bytes[last + 1023] &= 0x7F; break;
            default: throw new ArgumentException(damage);
        }
    }

    // Offsets: fs/ext2/ext2.h, struct ext2_inode.
    private static void InflictInode(string damage, DamagedImage image)
    {
        int one = image.Inode("d/one");
        int two = image.Inode("d/two");
        int pointers = (int)image.Get32(two + 40 + (12 * 4)) * 1024;
        switch (damage)
        {
            case "mode of nothing": image.Set16(one, 0x7000); break;
            case "deletion time": image.Set32(one + 20, 1_700_000_000); break;
            case "link count": image.Add16(one + 26, 1); break;
            case "no links": image.Set16(one + 26, 0); break;
            case "reserved in use": image.Set16(((int)image.Get32(2048 + 8) * 1024) + (3 * 128), 0x81A4); break;
            case "sectors": image.Add32(one + 28, 2); break;
            case "file too short for its blocks": image.Set32(one + 4, 5); break;
            case "file too long": image.Set32(one + 108, 0x1_0000); break;
            case "extents": image.Set32(one + 32, 0x8_0000); break;
            case "attributes outside": image.Set32(one + 104, 99_999); break;
            case "block outside": image.Set32(one + 44, 99_999); break;
            case "block of another file": image.Set32(one + 44, image.Get32(two + 40)); break;
            case "block of the inode table": image.Set32(one + 44, image.Get32(2048 + 8)); break;
            case "pointer block outside": image.Set32(two + 40 + (12 * 4), 99_999); break;
            case "pointer block of another file": image.Set32(two + 40 + (12 * 4), image.Get32(image.Inode("d/three") + 40 + (12 * 4))); break;
            case "pointer in pointer block outside": image.Set32(pointers + 400, 0); image.Set32(pointers + 400, 77_777_777); break;
            case "double pointer block to itself": image.Set32((int)image.Get32(two + 40 + (13 * 4)) * 1024, image.Get32(two + 40 + (13 * 4))); break;
            case "directory length": image.Set32(image.Inode("d") + 4, 2048); break;
            case "directory with a hole": image.Set32(image.Inode("large") + 44, 0); break;
            case "root is a file": image.Set16(image.Inode(""), 0x81ED); break;
            case "short link's length": image.Set32(image.Inode("short") + 4, 4); break;
            case "long link's length": image.Set32(image.Inode("long") + 4, 99); break;
            case "device with data": image.Set32(image.Inode("null") + 40 + (5 * 4), 4000); break;
            case "fifo with a length": image.Set32(image.Inode("d/sub/below") + 4, 1); break;
            case "index without feature": image.Set32(image.Inode("large") + 32, 0x1000); break;
            case "locked fifo": image.Set32(image.Inode("d/sub/below") + 32, 0x10); break;
            default: throw new ArgumentException(damage);
        }
    }

    private static void InflictDirectory(string damage, DamagedImage image)
    {
        int start = (int)image.Get32(image.Inode("d") + 40) * 1024;
        int one = image.Entry("d", "one");
        switch (damage)
        {
            case "no dot": image.Bytes[start + 8] = (byte)'x'; break;
            case "dot leads elsewhere": image.Set32(start, image.InodeNumber("d/sub")); break;
            case "no dot dot": image.Bytes[start + 12 + 9] = (byte)'x'; break;
            case "dot dot leads elsewhere": image.Set32(start + 12, image.InodeNumber("large")); break;
            case "record length 0": image.Set16(one + 4, 0); break;
            case "record length odd": image.Add16(one + 4, 1); break;
            case "record length over the end": image.Set16(one + 4, 4000); break;
            case "name longer than the record": image.Bytes[one + 6] = 200; break;
            case "slash in a name": image.Bytes[one + 9] = (byte)'/'; break;
            case "name twice": "two"u8.CopyTo(image.Bytes.AsSpan(one + 8)); break;
            case "inode outside": image.Set32(one, 9_999_999); break;
            case "inode not in use": image.Set32(one, 2000); break;
            case "reserved inode": image.Set32(one, 4); break;
            case "wrong type": image.Bytes[one + 7] = 2; break;
            case "entry gone": image.Set32(one, 0); break;
            case "second name of a directory": image.Set32(one, image.InodeNumber("large")); image.Bytes[one + 7] = 2; break;
            case "name of the root": image.Set32(one, 2); image.Bytes[one + 7] = 2; break;
            case "two that hold each other":
                // d is held by its own d/sub in place of sub's fifo, and the root no longer holds it.
                image.Set32(image.Entry("", "d"), 0);
                int below = image.Entry("d/sub", "below");
                image.Set32(below, image.InodeNumber("d"));
                image.Bytes[below + 7] = 2;
                break;
            case "lost+found gone": "found+lost"u8.CopyTo(image.Bytes.AsSpan(image.Entry("", "lost+found") + 8)); break;
            default: throw new ArgumentException(damage);
        }
    }
}
