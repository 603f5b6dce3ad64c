using Smol.Storage.DiskImages;
using Smol.Storage.Ext2;

namespace Smol.Cli;

/// <summary>The filesystems that images can have, by the names that users give them.</summary>
internal static class Filesystems
{
    private static readonly IFilesystemFormat[] All = [new Ext2Format()];

    public static IEnumerable<string> Names => All.Select(format => format.Name);

    public static IFilesystemFormat Get(string name) => All.First(format => format.Name == name);
}
