using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>The records of one extended header, while they are gathered (POSIX.1-2017 pax, "pax Extended Header").</summary>
internal sealed class PaxHeader
{
    private readonly ArrayBufferWriter<byte> _records = new();
    private bool _hasBinaryNames;

    public bool IsEmpty => _records.WrittenCount == 0;

    public ReadOnlySpan<byte> Bytes => _records.WrittenSpan;

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        _records.ResetWrittenCount();
        _hasBinaryNames = false;
    }

    public void Add(string key, long value) => Add(key, value.ToString(CultureInfo.InvariantCulture));

    public void Add(string key, string value) => Add(key, Encoding.UTF8.GetBytes(value));

    /// <summary>Adds a name; one that is not UTF-8 is said to be binary.</summary>
    public void AddName(string key, ByteString name)
    {
        if (!_hasBinaryNames && !Utf8.IsValid(name.Span))
        {
            Add("hdrcharset", "BINARY");
            _hasBinaryNames = true;
        }
        Add(key, name.Span);
    }

    /// <summary>Adds a record; the length at its front counts its own digits.</summary>
    private void Add(string key, ReadOnlySpan<byte> value)
    {
        int rest = 1 + key.Length + 1 + value.Length + 1;
        int length = rest + 1;
        while (rest + Digits(length) > length)
            length++;
        _records.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{length} {key}=")));
        _records.Write(value);
        _records.Write("\n"u8);
    }

    private static int Digits(int number) => number.ToString(CultureInfo.InvariantCulture).Length;
}
