using System.Globalization;
using System.Text;
using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Guests.NetBsd.Packages;

/// <summary>The users and groups of a file tree: passwd(5) and group(5).</summary>
internal sealed class AccountNames(FileTree tree)
{
    private const int LargestFile = 16 << 20;

    private Dictionary<string, uint>? _users;
    private Dictionary<string, uint>? _groups;

    /// <summary>A user's number.</summary>
    /// <exception cref="SmolException">The tree has no such user.</exception>
    public uint User(string name) => Find(_users ??= Read("etc/master.passwd", "etc/passwd"), name, "user", "/etc/passwd");

    /// <summary>A group's number.</summary>
    /// <exception cref="SmolException">The tree has no such group.</exception>
    public uint Group(string name) => Find(_groups ??= Read("etc/group"), name, "group", "/etc/group");

    private static uint Find(Dictionary<string, uint> numbers, string name, string what, string file) =>
        numbers.TryGetValue(name, out uint number) || uint.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out number)
            ? number
            : throw new SmolException($"there is no {what} '{name}' in the tree's {file}", hint: "the 'etc' set has it; a package's own script may add others only when NetBSD runs");

    private Dictionary<string, uint> Read(params string[] paths)
    {
        var numbers = new Dictionary<string, uint>(StringComparer.Ordinal);
        foreach (string path in paths)
        {
            if (tree.Resolve(TreePath.FromText(path)) is not FileNode { Content: { Length: <= LargestFile } content })
                continue;
            var bytes = new byte[content.Length];
            content.Read(0, bytes);
            foreach (string line in Encoding.Latin1.GetString(bytes).Split('\n'))
            {
                string[] fields = line.Split(':');
                if (fields.Length > 2 && uint.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out uint number))
                    numbers.TryAdd(fields[0], number);
            }
        }
        return numbers;
    }
}
