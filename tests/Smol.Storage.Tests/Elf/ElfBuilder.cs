using System.Buffers.Binary;
using System.Text;

namespace Smol.Storage.Tests.Elf;

/// <summary>Makes small ELF files of any class and byte order by the tables of the System V gABI, chapter 4.</summary>
internal sealed class ElfBuilder(bool is64, bool isBigEndian)
{
    private readonly List<Piece> _pieces = [];

    public int HeaderSize => is64 ? 64 : 52;

    private int SegmentSize => is64 ? 56 : 32;

    private int SectionSize => is64 ? 64 : 40;

    /// <summary>Adds bytes as a section and, where a segment type is given, as a segment too, loaded at its file offset.</summary>
    public ElfBuilder Add(string name, uint sectionType, byte[] bytes, uint segmentType = 0, uint link = 0)
    {
        _pieces.Add(new(name, sectionType, bytes, segmentType, link));
        return this;
    }

    public byte[] Build(ushort type, ushort machine, ulong entry)
    {
        byte[] names = [0, .. Encoding.ASCII.GetBytes(string.Join('\0', _pieces.Select(piece => piece.Name).Append(".shstrtab")) + "\0")];
        List<Piece> pieces = [.. _pieces, new(".shstrtab", 3, names, 0, 0)];
        List<Piece> segments = [.. pieces.Where(piece => piece.SegmentType != 0)];
        int offset = HeaderSize + (SegmentSize * (segments.Count + 1));
        foreach (Piece piece in pieces)
        {
            piece.Offset = offset;
            offset = (offset + piece.Bytes.Length + 7) & ~7;
        }

        var file = new List<byte>([0x7f, .. "ELF"u8, (byte)(is64 ? 2 : 1), (byte)(isBigEndian ? 2 : 1), 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        file.AddRange([.. Half(type), .. Half(machine), .. Int(1), .. Word(entry), .. Word((ulong)HeaderSize), .. Word((ulong)offset), .. Int(0)]);
        foreach (int size in new[] { HeaderSize, SegmentSize, segments.Count + 1, SectionSize, pieces.Count + 1, pieces.Count })
            file.AddRange(Half((ushort)size));
        file.AddRange(Segment(1, 0, offset));
        foreach (Piece piece in segments)
            file.AddRange(Segment(piece.SegmentType, piece.Offset, piece.Bytes.Length));
        foreach (Piece piece in pieces)
        {
            file.AddRange(new byte[piece.Offset - file.Count]);
            file.AddRange(piece.Bytes);
        }
        file.AddRange(new byte[offset - file.Count + SectionSize]);
        foreach (Piece piece in pieces)
            file.AddRange(Section(piece, names));
        return [.. file];
    }

    public byte[] Note(string name, uint type, byte[] descriptor)
    {
        byte[] text = [.. Encoding.ASCII.GetBytes(name), 0];
        return [.. Int((uint)text.Length), .. Int((uint)descriptor.Length), .. Int(type), .. Pad(text), .. Pad(descriptor)];
    }

    public byte[] Symbol(int nameOffset, ulong value, ulong size, byte info, ushort section) => is64
        ? [.. Int((uint)nameOffset), info, 0, .. Half(section), .. Word(value), .. Word(size)]
        : [.. Int((uint)nameOffset), .. Word(value), .. Word(size), info, 0, .. Half(section)];

    public byte[] Half(ushort value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, isBigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
        return bytes;
    }

    public byte[] Int(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, isBigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
        return bytes;
    }

    public byte[] Word(ulong value)
    {
        if (!is64)
            return Int((uint)value);
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, isBigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
        return bytes;
    }

    private static byte[] Pad(byte[] bytes) => [.. bytes, .. new byte[-bytes.Length & 3]];

    private byte[] Segment(uint type, int offset, int length)
    {
        byte[] sizes = [.. Word((ulong)offset), .. Word((ulong)offset), .. Word((ulong)offset), .. Word((ulong)length), .. Word((ulong)length)];
        return is64 ? [.. Int(type), .. Int(4), .. sizes, .. Word(4)] : [.. Int(type), .. sizes, .. Int(4), .. Word(4)];
    }

    private byte[] Section(Piece piece, byte[] names)
    {
        int name = names.AsSpan().IndexOf((byte[])[0, .. Encoding.ASCII.GetBytes(piece.Name), 0]) + 1;
        return
        [
            .. Int((uint)name), .. Int(piece.SectionType), .. Word(2), .. Word(0x1000), .. Word((ulong)piece.Offset),
            .. Word((ulong)piece.Bytes.Length), .. Int(piece.Link), .. Int(9), .. Word(4), .. Word(0),
        ];
    }

    private sealed record Piece(string Name, uint SectionType, byte[] Bytes, uint SegmentType, uint Link)
    {
        public int Offset { get; set; }
    }
}
