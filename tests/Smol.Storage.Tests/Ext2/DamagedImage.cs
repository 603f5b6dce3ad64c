using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Smol.Storage.Tests.Ext2;

/// <summary>An image's bytes, and where things are in it as debugfs says.</summary>
internal sealed class DamagedImage(byte[] bytes, string path)
{
    public byte[] Bytes => bytes;

    public uint Get32(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(offset));

    public void Set32(int offset, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(offset), value);

    public void Add32(int offset, uint value) => Set32(offset, Get32(offset) + value);

    public void Set16(int offset, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(offset), value);

    public void Add16(int offset, ushort value) => Set16(offset, (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(offset)) + value));

    /// <summary>The number of the inode at a path.</summary>
    public uint InodeNumber(string file)
    {
        string shown = Ext2Image.Debugfs(path, $"stat /{file}");
        return uint.Parse(shown.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    /// <summary>Where the inode at a path is.</summary>
    public int Inode(string file)
    {
        uint perGroup = Get32(1024 + 0x28);
        (uint group, uint index) = Math.DivRem(InodeNumber(file) - 1, perGroup);
        return (int)((Get32(2048 + ((int)group * 32) + 8) * 1024) + (index * 128));
    }

    /// <summary>Where in the first block of a directory the entry of a name is.</summary>
    public int Entry(string directory, string name)
    {
        int offset = (int)Get32(Inode(directory) + 40) * 1024;
        while (!bytes.AsSpan(offset + 8, bytes[offset + 6]).SequenceEqual(Encoding.ASCII.GetBytes(name)))
            offset += BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(offset + 4));
        return offset;
    }
}
