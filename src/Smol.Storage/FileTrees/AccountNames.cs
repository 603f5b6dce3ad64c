using System.Globalization;

namespace Smol.Storage.FileTrees;

/// <summary>
/// The users and groups that a tree knows: <c>/etc/master.passwd</c>, or <c>/etc/passwd</c> where that is not (passwd(5)), and
/// <c>/etc/group</c> (group(5)). Read when the first name is asked for.
/// </summary>
public sealed class AccountNames(FileTree tree)
{
    private const int MostBytes = 16 << 20;

    private static readonly string[] _userFiles = ["/etc/master.passwd", "/etc/passwd"];
    private static readonly string[] _groupFiles = ["/etc/group"];

    private Dictionary<ByteString, uint>? _users;
    private Dictionary<ByteString, uint>? _groups;

    /// <summary>The number of a user.</summary>
    /// <exception cref="SmolException">The tree does not know the name.</exception>
    public uint User(ByteString name) => (_users ??= Read(_userFiles)).TryGetValue(name, out uint id) ? id : throw Unknown("user", name, _userFiles);

    /// <summary>The number of a group.</summary>
    /// <exception cref="SmolException">The tree does not know the name.</exception>
    public uint Group(ByteString name) => (_groups ??= Read(_groupFiles)).TryGetValue(name, out uint id) ? id : throw Unknown("group", name, _groupFiles);

    /// <summary>Both files have the name first and the number third; as getpwnam(3) does, the first line of a name counts.</summary>
    private Dictionary<ByteString, uint> Read(string[] files)
    {
        var numbers = new Dictionary<ByteString, uint>();
        if (files.Select(file => tree.Resolve(TreePath.FromText(file))).OfType<FileNode>().FirstOrDefault() is not { Content.Length: <= MostBytes } node)
            return numbers;
        var bytes = new byte[node.Content.Length];
        node.Content.Read(0, bytes);
        foreach (Range range in ((ReadOnlySpan<byte>)bytes).Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = bytes.AsSpan()[range];
            ReadOnlySpan<byte> name = default;
            int index = 0;
            foreach (Range field in line.Split((byte)':'))
            {
                if (index == 0)
                    name = line[field];
                if (index++ == 2 && uint.TryParse(line[field], NumberStyles.None, CultureInfo.InvariantCulture, out uint id))
                    numbers.TryAdd(ByteString.Copy(name), id);
            }
        }
        return numbers;
    }

    private static SmolException Unknown(string what, ByteString name, string[] files) =>
        new($"'{name}' is no {what} that the tree knows", hint: $"{string.Join(" and ", files)} in the tree are looked at; or give the number");
}
