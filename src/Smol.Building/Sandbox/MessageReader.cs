using System.Globalization;
using System.Text;
using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Building.Sandbox;

/// <summary>Reads what the sandbox reports. A script can't write there, but what it did to files stands there: nothing is believed to be short.</summary>
/// <param name="input">The sandbox's standard output.</param>
internal sealed class MessageReader(Stream input)
{
    private const int LongestLine = 64 << 10;
    private const int LongestPart = 16 << 20;

    private readonly byte[] _buffer = new byte[64 << 10];
    private readonly List<byte> _field = [];
    private int _start;
    private int _end;

    /// <summary>The next message: its word, and what stands behind it on its line. Null at the end.</summary>
    /// <exception cref="SmolException">There is no such message.</exception>
    public (string Word, string Text)? TryReadMessage()
    {
        if (!TryReadUntil((byte)'\n'))
            return null;
        string line = Encoding.UTF8.GetString(_field.ToArray());
        int space = line.IndexOf(' ');
        return space < 0 ? (line, "") : (line[..space], line[(space + 1)..]);
    }

    /// <summary>The bytes that a message announced.</summary>
    /// <param name="text">What it said: how many.</param>
    /// <exception cref="SmolException">There are fewer, or too many.</exception>
    public byte[] ReadBytes(string text)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int length) || length > LongestPart)
            throw Broken();
        var bytes = new byte[length];
        for (int index = 0; index < length; index++)
        {
            if (!TryFill())
                throw Broken();
            bytes[index] = _buffer[_start++];
        }
        return bytes;
    }

    /// <summary>The names that are listed up to an empty field.</summary>
    /// <exception cref="SmolException">The list is broken.</exception>
    public IEnumerable<ListedNode> ReadList()
    {
        while (true)
        {
            ulong inode = 0;
            if (!TryReadUntil(0) || (_field.Count > 0 && !ulong.TryParse(Text(), NumberStyles.None, CultureInfo.InvariantCulture, out inode)))
                throw Broken();
            if (_field.Count == 0)
                yield break;
            yield return ReadNode(inode);
        }
    }

    /// <summary>Writes all that is left to a file.</summary>
    public void CopyRest(Stream output)
    {
        do
        {
            output.Write(_buffer.AsSpan(_start.._end));
            _start = _end;
        }
        while (TryFill());
    }

    private ListedNode ReadNode(ulong inode)
    {
        string kind = ReadText();
        string permissions = ReadText();
        if (kind.Length != 1 || permissions.Length > 4 || permissions.Any(digit => digit is < '0' or > '7')
            || !uint.TryParse(ReadText(), NumberStyles.None, CultureInfo.InvariantCulture, out uint user)
            || !uint.TryParse(ReadText(), NumberStyles.None, CultureInfo.InvariantCulture, out uint group))
            throw Broken();
        Timestamp time = ParseTime(ReadText());
        ReadField();
        ByteString target = ByteString.Copy(_field.ToArray());
        ReadField();
        TreePath path = TreePath.Root;
        if (_field.Count > 0 && !TreePath.TryParse(_field.ToArray(), out path, out _))
            throw Broken();
        return new(inode, kind[0], new(Convert.ToUInt16(permissions, 8), user, group, time), target, path);
    }

    /// <summary>find(1) gives seconds and ten digits behind a point.</summary>
    internal static Timestamp ParseTime(string text)
    {
        int point = text.IndexOf('.');
        string seconds = point < 0 ? text : text[..point];
        string fraction = point < 0 ? "" : text[(point + 1)..];
        return long.TryParse(seconds, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole)
            && int.TryParse(fraction.PadRight(9, '0')[..9], NumberStyles.None, CultureInfo.InvariantCulture, out int nanoseconds)
                ? new(whole, nanoseconds)
                : throw Broken();
    }

    private string Text() => Encoding.ASCII.GetString(_field.ToArray());

    private string ReadText()
    {
        ReadField();
        return Text();
    }

    private void ReadField()
    {
        if (!TryReadUntil(0))
            throw Broken();
    }

    /// <summary>Reads a field without the byte that ends it; false when there is nothing more.</summary>
    private bool TryReadUntil(byte last)
    {
        _field.Clear();
        while (TryFill())
        {
            int length = _buffer.AsSpan(_start.._end).IndexOf(last);
            ReadOnlySpan<byte> part = _buffer.AsSpan(_start, length < 0 ? _end - _start : length);
            if (_field.Count + part.Length > LongestLine)
                throw Broken();
            _field.AddRange(part);
            _start += part.Length;
            if (length < 0)
                continue;
            _start++;
            return true;
        }
        return false;
    }

    private bool TryFill()
    {
        if (_start < _end)
            return true;
        _start = 0;
        _end = input.Read(_buffer);
        return _end > 0;
    }

    private static SmolException Broken() => new("the sandbox gave a report that is cut off or makes no sense", hint: "'--postinst=skip' leaves the scripts out");
}
