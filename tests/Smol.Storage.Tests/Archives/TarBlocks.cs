using System.Globalization;
using System.Text;

namespace Smol.Storage.Tests.Archives;

/// <summary>Lays out tar headers by hand, right or wrong, by the offsets of POSIX.1-2017 pax, "ustar Interchange Format".</summary>
internal sealed class TarBlocks
{
    private readonly List<byte> _bytes = [];

    public byte[] Bytes => [.. _bytes];

    /// <summary>Adds a header and its data.</summary>
    /// <param name="name">Up to 100 bytes.</param>
    /// <param name="type">The type flag.</param>
    /// <param name="data">What follows, padded.</param>
    /// <param name="magic">Eight bytes: ustar's, GNU's, or none for v7.</param>
    /// <param name="change">What else to write into the block before its checksum is made.</param>
    public TarBlocks Add(string name, char type, string data = "", string magic = "ustar\000000", Action<byte[]>? change = null)
    {
        var block = new byte[512];
        Put(block, 0, name);
        Put(block, 100, "0000644\00000000\00000000\0");
        Put(block, 124, Convert.ToString(data.Length, 8).PadLeft(11, '0'));
        Put(block, 136, "00000000001");
        block[156] = (byte)type;
        Put(block, 257, magic);
        change?.Invoke(block);
        Seal(block, sum => Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ");
        _bytes.AddRange(block);
        return Raw(data).Raw(new string('\0', -data.Length & 511));
    }

    public TarBlocks Raw(string bytes)
    {
        _bytes.AddRange(Encoding.Latin1.GetBytes(bytes));
        return this;
    }

    /// <summary>An extended header of records.</summary>
    public TarBlocks Pax(char type, params string[] records) => Add("pax", type, string.Concat(records.Select(Record)));

    public TarBlocks End() => Raw(new string('\0', 1024));

    public static void Put(byte[] block, int offset, string text) => Encoding.Latin1.GetBytes(text).CopyTo(block, offset);

    public static void Seal(byte[] block, Func<int, string> format)
    {
        Put(block, 148, "        ");
        Put(block, 148, format(block.Sum(value => value)));
    }

    /// <summary>The length at the front of a record counts itself.</summary>
    private static string Record(string record)
    {
        int length = record.Length + 2;
        string text;
        do
            text = string.Create(CultureInfo.InvariantCulture, $"{++length} {record}\n");
        while (text.Length != length);
        return text;
    }
}
