using System.Text;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives.Mtree;

/// <summary>
/// What the keywords of a line say (mtree(5) of NetBSD and of libarchive); null where they say nothing. What can't be is an
/// <see cref="InvalidDataException"/>.
/// </summary>
internal sealed class MtreeKeywords
{
    private static readonly HashSet<string> _withValue = ["type", "uid", "gid", "uname", "gname", "mode", "flags", "time", "link", "device", "contents"];

    private static readonly HashSet<string> _withoutValue = ["optional", "nochange"];

    /// <summary>What a tree does not keep: how a file's content should be, and what is for mtree(8) alone.</summary>
    private static readonly HashSet<string> _ofNoConcern =
    [
        "cksum", "ignore", "inode", "md5", "md5digest", "nlink", "resdevice", "ripemd160digest", "rmd160", "rmd160digest", "sha1", "sha1digest",
        "sha256", "sha256digest", "sha384", "sha384digest", "sha512", "sha512digest", "size", "tags",
    ];

    private readonly Dictionary<string, ByteString> _values = [];

    public NodeKind? Kind => Find("type") is { } text ? MtreeValue.Kind(text) : null;

    /// <summary>The owner's number, and without one the name.</summary>
    public (uint? Id, ByteString? Name) User => (Number("uid"), Find("uname"));

    /// <summary>The group's number, and without one the name.</summary>
    public (uint? Id, ByteString? Name) Group => (Number("gid"), Find("gname"));

    public ushort? Permissions => Find("mode") is { } text ? MtreeValue.Permissions(text) : null;

    public uint? Flags => Find("flags") is { } text ? MtreeValue.Flags(text) : null;

    public Timestamp? Modified => Find("time") is { } text ? MtreeValue.Time(text) : null;

    public ByteString? LinkTarget => Find("link") is { } text ? VisText.Decode(text.Span) : null;

    public (uint Major, uint Minor)? Device => Find("device") is { } text ? MtreeValue.Device(text) : null;

    /// <summary>The file of the host that has the bytes.</summary>
    public ByteString? Contents => Find("contents") is { } text ? VisText.Decode(text.Span) : null;

    /// <summary>Whether it need not be there.</summary>
    public bool IsOptional => Find("optional") is not null;

    /// <summary>Whether it must be there and stays as it is.</summary>
    public bool IsKept => Find("nochange") is not null;

    /// <summary>The keywords of these words.</summary>
    public static MtreeKeywords Parse(ReadOnlySpan<ByteString> words)
    {
        var keywords = new MtreeKeywords();
        foreach (ByteString word in words)
            keywords.Add(word);
        // A value that can't be is an error of the line that has it, not of one that it is used in.
        _ = (keywords.Kind, keywords.User, keywords.Group, keywords.Permissions, keywords.Flags);
        _ = (keywords.Modified, keywords.LinkTarget, keywords.Device, keywords.Contents);
        return keywords;
    }

    /// <summary>These, and the others where these say nothing.</summary>
    public MtreeKeywords Over(MtreeKeywords others)
    {
        var all = new MtreeKeywords();
        foreach ((string name, ByteString value) in others._values)
        {
            bool isReplaced = name is "uid" or "uname" ? HasAny("uid", "uname") : name is "gid" or "gname" && HasAny("gid", "gname");
            if (!isReplaced)
                all._values[name] = value;
        }
        foreach ((string name, ByteString value) in _values)
            all._values[name] = value;
        return all;
    }

    /// <summary>These without some, which are named.</summary>
    public MtreeKeywords Without(ReadOnlySpan<ByteString> names)
    {
        MtreeKeywords rest = Over(new());
        foreach (ByteString word in names)
        {
            if (word.Span.SequenceEqual("all"u8))
                rest._values.Clear();
            else
                rest._values.Remove(NameOf(word.Span));
        }
        return rest;
    }

    private void Add(ByteString word)
    {
        int equals = word.Span.IndexOf((byte)'=');
        string name = NameOf(equals < 0 ? word.Span : word.Span[..equals]);
        if (equals < 0 && _withValue.Contains(name))
            throw new InvalidDataException($"'{name}' has no value");
        if (!_ofNoConcern.Contains(name))
            _values[name] = equals < 0 ? default : word.Slice(equals + 1, word.Length - equals - 1);
    }

    /// <summary>The name, if there is such a keyword.</summary>
    private static string NameOf(ReadOnlySpan<byte> text)
    {
        string name = Encoding.Latin1.GetString(text);
        if (name == "content")
            return "contents"; // bsdtar takes both
        return _withValue.Contains(name) || _withoutValue.Contains(name) || _ofNoConcern.Contains(name)
            ? name
            : throw new InvalidDataException($"'{ByteString.Copy(text)}' is not a keyword of mtree(5)");
    }

    private ByteString? Find(string name) => _values.TryGetValue(name, out ByteString value) ? value : null;

    private bool HasAny(string one, string other) => _values.ContainsKey(one) || _values.ContainsKey(other);

    private uint? Number(string name) => Find(name) is { } text ? MtreeValue.Id(name, text) : null;
}
