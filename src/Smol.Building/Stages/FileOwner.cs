using System.Globalization;
using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Building.Stages;

/// <summary>A user and a group, by number.</summary>
/// <param name="UserId">The user.</param>
/// <param name="GroupId">The group.</param>
public readonly record struct FileOwner(uint UserId, uint GroupId)
{
    /// <summary>Reads <c>USER[:GROUP]</c>, names or numbers, with the names of a tree.</summary>
    /// <param name="text">The text; empty for root, which every tree knows by its name, too.</param>
    /// <param name="tree">The tree whose <c>master.passwd</c> or <c>passwd</c>, and <c>group</c>, know the names.</param>
    /// <returns>The group is the user's number where none is said, as Docker has it for files.</returns>
    /// <exception cref="SmolException">The tree does not know a name.</exception>
    public static FileOwner Parse(string text, FileTree tree)
    {
        if (text.Length == 0 || text == "root")
            return default;
        var names = new AccountNames(tree);
        string[] parts = text.Split(':');
        uint user = Number(parts[0]) ?? names.User(ByteString.FromText(parts[0]));
        uint group = parts.Length < 2 ? user : Number(parts[1]) ?? names.Group(ByteString.FromText(parts[1]));
        return new(user, group);
    }

    private static uint? Number(string text) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint number) ? number : null;
}
