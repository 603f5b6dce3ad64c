using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Smol.Storage.FileTrees;

namespace Smol.Building.Sandbox;

/// <summary>
/// A file that stands for a device or a socket while scripts run, since nobody but root can make those. What it says begins with
/// a number that nobody can guess, so that no other file is taken for one; a copy of it is a device again.
/// </summary>
internal sealed class DevicePlaceholder
{
    private const int LongestText = 128;

    private readonly string _start;

    public DevicePlaceholder() => _start = $"smol-device {Nonce} ";

    /// <summary>The number.</summary>
    public string Nonce { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>The bytes that stand for a node.</summary>
    public FileContent For(Node node) => FileContent.FromBytes(Encoding.ASCII.GetBytes(_start + node switch
    {
        DeviceNode device => string.Create(CultureInfo.InvariantCulture, $"{(device.Kind == NodeKind.BlockDevice ? 'b' : 'c')} {device.Major} {device.Minor}\n"),
        _ => "s 0 0\n",
    }));

    /// <summary>The node that a file stands for; null for an ordinary file.</summary>
    public Node? Parse(FileContent content, NodeAttributes attributes)
    {
        if (content.Length > LongestText)
            return null;
        Span<byte> bytes = stackalloc byte[(int)content.Length];
        content.Read(0, bytes);
        string text = Encoding.ASCII.GetString(bytes);
        if (!text.StartsWith(_start, StringComparison.Ordinal))
            return null;
        string[] words = text[_start.Length..].TrimEnd('\n').Split(' ');
        if (words.Length != 3
            || !uint.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out uint major)
            || !uint.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out uint minor))
            return null;
        return words[0] switch
        {
            "b" => new DeviceNode(attributes, NodeKind.BlockDevice, major, minor),
            "c" => new DeviceNode(attributes, NodeKind.CharacterDevice, major, minor),
            "s" => new SocketNode(attributes),
            _ => null,
        };
    }
}
