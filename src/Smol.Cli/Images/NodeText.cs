using System.Globalization;
using Smol.Storage.FileTrees;

namespace Smol.Cli.Images;

/// <summary>Nodes as <c>ls -l</c> and <c>stat</c> print them.</summary>
internal static class NodeText
{
    private const int SetUser = 0x800;
    private const int SetGroup = 0x400;
    private const int Sticky = 0x200;

    /// <summary>Ten letters: kind and permissions.</summary>
    public static string Mode(Node node)
    {
        int bits = node.Attributes.Permissions;
        char[] letters = ['-', .. "rwxrwxrwx"];
        letters[0] = node.Kind switch
        {
            NodeKind.Directory => 'd',
            NodeKind.SymbolicLink => 'l',
            NodeKind.BlockDevice => 'b',
            NodeKind.CharacterDevice => 'c',
            NodeKind.Fifo => 'p',
            NodeKind.Socket => 's',
            _ => '-',
        };
        for (int index = 0; index < 9; index++)
        {
            if ((bits & (0x100 >> index)) == 0)
                letters[index + 1] = '-';
        }
        Special(3, SetUser, 's', 'S');
        Special(6, SetGroup, 's', 'S');
        Special(9, Sticky, 't', 'T');
        return new(letters);

        void Special(int place, int bit, char withExecute, char without)
        {
            if ((bits & bit) != 0)
                letters[place] = letters[place] == 'x' ? withExecute : without;
        }
    }

    /// <summary>The file's length, a device's numbers, or the length of a link's text.</summary>
    public static string Size(Node node) => node switch
    {
        DeviceNode device => string.Create(CultureInfo.InvariantCulture, $"{device.Major}, {device.Minor}"),
        _ => Length(node).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>How many bytes it has: a file's content, a link's text.</summary>
    public static long Length(Node node) => node switch
    {
        FileNode file => file.Content.Length,
        SymbolicLinkNode link => link.Target.Length,
        _ => 0,
    };

    /// <summary>How many names it has; for a directory, with its own and those of its directories, as ls counts.</summary>
    public static int Links(Node node) => node is DirectoryNode directory
        ? 2 + directory.SortedEntries().Count(entry => entry.Node is DirectoryNode)
        : node.NameCount;

    /// <summary>The time, in UTC.</summary>
    public static string Time(Node node) => (node.Attributes.Modified with { Nanoseconds = 0 }).ToString();

    /// <summary>Its name, and for a link where it leads.</summary>
    public static string Name(ByteString name, Node node) => node is SymbolicLinkNode link ? $"{name} -> {link.Target}" : name.ToString();
}
