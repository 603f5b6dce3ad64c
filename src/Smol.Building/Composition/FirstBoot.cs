using System.Text;
using Smol.Guests.NetBsd.Packages;
using Smol.Storage.FileTrees;

namespace Smol.Building.Composition;

/// <summary>
/// <c>/etc/rc.first</c>: what packages leave to a running NetBSD, such as their install scripts. <c>basicrc</c> runs it at the first boot
/// and removes it.
/// </summary>
internal static class FirstBoot
{
    private const string ScriptPath = "etc/rc.first";

    /// <summary>Adds the script, or adds to the one that a base image has still to run, if there is something to do.</summary>
    /// <param name="tree">The tree; it is changed.</param>
    /// <param name="commands">What is to be done, in its order.</param>
    /// <param name="time">The script's time.</param>
    public static void AddTo(FileTree tree, IReadOnlyList<DeferredCommand> commands, Timestamp time)
    {
        if (commands.Count == 0)
            return;
        using var script = new MemoryStream();
        script.Write(Present(tree) ?? "#!/bin/sh\n"u8.ToArray());
        foreach (DeferredCommand command in commands)
        {
            script.Write(command.ShellLine.Span);
            script.Write(Encoding.UTF8.GetBytes($" || echo 'rc.first: {command.Package?.ToString() ?? "the package database"}: failed' >&2\n"));
        }
        tree.Put(TreePath.FromText(ScriptPath), new FileNode(new(0x1ED /* 0755 */, 0, 0, time), FileContent.FromBytes(script.ToArray())));
    }

    private static byte[]? Present(FileTree tree)
    {
        if (tree.Find(TreePath.FromText(ScriptPath)) is not FileNode file)
            return null;
        var bytes = new byte[file.Content.Length];
        file.Content.Read(0, bytes);
        return bytes;
    }
}
