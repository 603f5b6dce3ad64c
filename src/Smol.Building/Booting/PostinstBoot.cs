using System.Text;
using Smol.Building.Caching;
using Smol.Building.Minimising;
using Smol.Building.Recipes;
using Smol.Building.Recipes.Sailor;
using Smol.Building.Sandbox;
using Smol.Building.Stages;
using Smol.Guests;
using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Building.Booting;

/// <summary>
/// Runs the scripts of a service in the guest that it makes: with what packages leave to a running NetBSD done before, the recipe at
/// <c>../service</c>, and an empty <c>../tmp</c>, as in the sandbox. See docs/postinst.md.
/// </summary>
/// <param name="settings">How guests are run.</param>
/// <param name="recipe">The service.</param>
/// <param name="guest">The guest.</param>
internal sealed class PostinstBoot(BuildBootSettings settings, ServiceOptions recipe, GuestKind guest)
{
    private const string Service = "service";
    private const string Path = "PATH=/sbin:/usr/sbin:/bin:/usr/bin:/usr/pkg/sbin:/usr/pkg/bin:/usr/local/sbin:/usr/local/bin";
    private static readonly ByteString Name = ByteString.FromText(Service);
    private static readonly ByteString Temporary = ByteString.FromText("tmp");
    private static readonly TreePath FirstBoot = TreePath.FromText("etc/rc.first");

    /// <summary>Whether packages have left something to the first boot.</summary>
    public static bool HasWork(FileTree tree) => tree.Find(FirstBoot) is FileNode;

    /// <summary>Runs them.</summary>
    /// <param name="tree">The tree; it is not changed.</param>
    /// <param name="scripts">The scripts' names.</param>
    /// <param name="commands">Commands of the root's shell that are run after them.</param>
    /// <param name="options">Their environment, and where they are.</param>
    /// <param name="progress">Told each line that they print.</param>
    /// <param name="cancellation">Ends the guest.</param>
    /// <returns>The tree after them, to be disposed of when it is not read any more.</returns>
    /// <exception cref="SmolException">One failed, or there is no kernel to boot.</exception>
    public PostinstOutcome Run(FileTree tree, IReadOnlyList<string> scripts, IReadOnlyList<KeepEntry> commands, PostinstOptions options, IProgress<string> progress, CancellationToken cancellation)
    {
        if (tree.Root.Find(Name) is not null)
            throw new SmolException("is in the image, and scripts that run in the guest have the recipe there", "/" + Service);
        FileTree staged = NodeCopies.OfTree(tree);
        Stage(staged, options);
        var boot = new BuildBoot(settings, recipe, options.Time, progress);
        try
        {
            using LayerFolder layers = settings.Steps.NewLayers();
            FileTree after = boot.Run(staged, guest, [.. Steps(tree, scripts, options), .. commands.Select(Command)], options.HasNetwork, layers, new Dictionary<int, int>(), cancellation);
            after.Root.Remove(Name);
            if (tree.Root.Find(Temporary) is null)
                after.Root.Remove(Temporary);
            return new(after, boot) { Ran = commands.Count == 0 ? scripts : [.. scripts, SailorConf.RunAtBuild] };
        }
        catch
        {
            boot.Dispose();
            throw;
        }
    }

    private static void Stage(FileTree tree, PostinstOptions options)
    {
        HostFolder.AddTo(tree, TreePath.FromText($"{Service}/{options.Variables.Service}"), options.ServiceFolder, options.Time);
        if (options.CommonFolder is { } common && options.Variables.Service != "common")
            HostFolder.AddTo(tree, TreePath.FromText($"{Service}/common"), common, options.Time);
        // ftp(1) of NetBSD has -o; wget(1) calls it otherwise.
        byte[] fetch = "#!/bin/sh\n[ \"$1\" = -o ] || exec ftp \"$@\"\n[ -d /sys/kernel ] && exec wget -q -O \"$2\" \"$3\"\nexec ftp \"$@\"\n"u8.ToArray();
        tree.Put(TreePath.FromText($"{Service}/.fetch"), new FileNode(new(0x1ED /* 0755 */, 0, 0, options.Time), FileContent.FromBytes(fetch)));
    }

    private static IEnumerable<BootStep> Steps(FileTree tree, IReadOnlyList<string> scripts, PostinstOptions options)
    {
        if (HasWork(tree))
            yield return new(PostinstStep.Of("/etc/rc.first", "what packages leave to a running NetBSD"), $"env -i {Path} HOME=/root /bin/sh /etc/rc.first\nrm -f /etc/rc.first\n");
        string before = "mkdir -p /tmp && mount -t tmpfs tmpfs /tmp && chmod 1777 /tmp || exit 125\n";
        foreach (string script in scripts)
        {
            string path = System.IO.Path.Combine(options.ServiceFolder, "postinst", script);
            yield return new(PostinstStep.Of(path, "in the guest"), before + Script(script, options));
            before = "";
        }
    }

    /// <summary>As chroot(8) of sailor(1) would run it, with an empty environment but for what a login of root has.</summary>
    private static BootStep Command(KeepEntry command) =>
        new(PostinstStep.Of(command.Place, SailorConf.RunAtBuild), $"cd /\nenv -i {Path} HOME=/root /bin/sh -c {ShellText.Quote(command.Text)}\n");

    private static string Script(string script, PostinstOptions options)
    {
        var text = new StringBuilder("cd /\nset -- env -i HOME=/nonexistent LC_ALL=C TAR=tar FETCH=/service/.fetch ").Append(ShellText.Quote(Path));
        foreach ((string name, string value) in options.Variables.Pairs())
            text.Append($" {ShellText.Quote($"{name}={value}")}");
        text.Append($"\n[ -z \"${{debug:-}}\" ] || exec \"$@\" /bin/sh -i\n");
        return text.Append($"\"$@\" /bin/sh {ShellText.Quote(PostinstScripts.CalledFromRoot(options.Variables.Service, script))}\n").ToString();
    }
}
