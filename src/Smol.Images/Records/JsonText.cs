using System.Globalization;
using System.Text;

namespace Smol.Images.Records;

/// <summary>
/// A record as JSON (RFC 8259), indented, so that a person can read it; letter for letter what the framework's writer gives, whose encoder
/// takes a tenth of a machine's start to get ready. Members come in the order of the calls.
/// </summary>
/// <param name="isPlain">Whether letters stay as they are where JSON allows it, unlike the framework's: for files that no web page shows.</param>
public sealed class JsonText(bool isPlain = false)
{
    private const string Indent = "  ";

    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _isFirst = true;

    /// <summary>Begins the record, or an object in a list.</summary>
    public void WriteStartObject() => Open(null, '{');

    /// <summary>Begins an object.</summary>
    public void WriteStartObject(string name) => Open(name, '{');

    /// <summary>Begins a list.</summary>
    public void WriteStartArray(string name) => Open(name, '[');

    /// <summary>Ends an object.</summary>
    public void WriteEndObject() => Close('}');

    /// <summary>Ends a list.</summary>
    public void WriteEndArray() => Close(']');

    /// <summary>A text.</summary>
    public void WriteString(string name, string text)
    {
        Begin(name);
        Quote(text);
    }

    /// <summary>A moment, as ISO 8601 has it.</summary>
    public void WriteString(string name, DateTimeOffset moment)
    {
        Begin(name);
        _text.Append('"').Append(moment.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture)).Append('"');
    }

    /// <summary>A text in a list.</summary>
    public void WriteStringValue(string text)
    {
        Begin(null);
        Quote(text);
    }

    /// <summary>A whole number.</summary>
    public void WriteNumber(string name, long number)
    {
        Begin(name);
        _text.Append(number.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>A finite number.</summary>
    public void WriteNumber(string name, double number)
    {
        Begin(name);
        _text.Append(number.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Whether something is so.</summary>
    public void WriteBoolean(string name, bool isSo)
    {
        Begin(name);
        _text.Append(isSo ? "true" : "false");
    }

    /// <summary>The text in UTF-8.</summary>
    public byte[] ToUtf8() => Encoding.UTF8.GetBytes(_text.ToString());

    private void Open(string? name, char bracket)
    {
        Begin(name);
        _text.Append(bracket);
        _depth++;
        _isFirst = true;
    }

    private void Close(char bracket)
    {
        _depth--;
        if (!_isFirst)
            BeginLine();
        _text.Append(bracket);
        _isFirst = false;
    }

    private void Begin(string? name)
    {
        if (!_isFirst)
            _text.Append(',');
        if (_depth > 0)
            BeginLine();
        _isFirst = false;
        if (name is null)
            return;
        Quote(name);
        _text.Append(": ");
    }

    private void BeginLine()
    {
        _text.Append('\n');
        for (int level = 0; level < _depth; level++)
            _text.Append(Indent);
    }

    private void Quote(string text)
    {
        _text.Append('"');
        for (int at = 0; at < text.Length; at++)
        {
            char letter = text[at];
            if (char.IsSurrogate(letter))
                at += AppendSurrogate(text, at);
            else if (isPlain && letter is >= ' ' and not ('"' or '\\') and not '\x7f')
                _text.Append(letter);
            else
                AppendLetter(letter);
        }
        _text.Append('"');
    }

    private void AppendLetter(char letter) => _ = letter switch
    {
        '\\' => _text.Append(@"\\"),
        '\n' => _text.Append(@"\n"),
        '\r' => _text.Append(@"\r"),
        '\t' => _text.Append(@"\t"),
        '\b' => _text.Append(@"\b"),
        '\f' => _text.Append(@"\f"),
        '"' or '&' or '\'' or '+' or '<' or '>' or '`' or < ' ' or > '~' => AppendNumber(letter),
        _ => _text.Append(letter),
    };

    /// <summary>A pair, or the sign for half of one.</summary>
    /// <returns>How many letters more than one it was.</returns>
    private int AppendSurrogate(string text, int at)
    {
        bool isPair = at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]);
        if (isPair && isPlain)
        {
            _text.Append(text, at, 2);
            return 1;
        }
        AppendNumber(isPair ? text[at] : '\uFFFD');
        if (isPair)
            AppendNumber(text[at + 1]);
        return isPair ? 1 : 0;
    }

    private StringBuilder AppendNumber(char letter) => _text.Append(@"\u").Append(((int)letter).ToString("X4", CultureInfo.InvariantCulture));
}
