using Smol.Storage.Archives.Mtree;
using Smol.Storage.FileTrees;

namespace Smol.Guests.NetBsd;

/// <summary>
/// The device nodes of a NetBSD guest. With <c>/dev/console</c> in the image, init(8) mounts no tmpfs on <c>/dev</c> and runs no MAKEDEV
/// there, which takes longer than all the rest of a start.
/// </summary>
public static class DeviceNodes
{
    private static readonly TreePath Console = TreePath.FromText("dev/console");

    /// <summary>Adds the nodes to a tree that has none.</summary>
    /// <param name="tree">The tree; it is changed.</param>
    /// <param name="architecture">The architecture, in NetBSD's words; one whose numbers are not known gets none.</param>
    /// <param name="time">The nodes' time.</param>
    public static void AddTo(FileTree tree, string architecture, Timestamp time)
    {
        string name = $"devices.{architecture}.mtree";
        using Stream? resource = typeof(DeviceNodes).Assembly.GetManifestResourceStream(name);
        if (resource is null || tree.Find(Console) is not null)
            return;
        var text = new byte[resource.Length];
        resource.ReadExactly(text);
        MtreeOverlay.AddTo(tree, text, name, time);
    }
}
