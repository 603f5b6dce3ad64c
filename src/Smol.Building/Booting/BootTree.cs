using System.Globalization;
using System.Text;
using Smol.Building.Recipes.Smolerfiles.Planning;
using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Building.Booting;

/// <summary>What a tree gets for a build boot, and loses after it: the driver in place of <c>/etc/rc</c>, and <c>/.smol</c>.</summary>
internal static class BootTree
{
    private const ushort Executable = 0x1ED; // 0755
    private const ushort Private = 0x180; // 0600
    private static readonly ByteString Folder = ByteString.FromText(".smol");
    private static readonly TreePath Rc = TreePath.FromText("etc/rc");

    /// <summary>What runs the steps.</summary>
    public static string Driver => Resource("driver") + Resource("functions");

    /// <summary>A copy of a tree with what the boot needs.</summary>
    /// <param name="tree">The tree; it is not changed.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="nonce">The boot's nonce.</param>
    /// <param name="filesystem">What the guest calls its filesystem.</param>
    /// <param name="settings">How steps are run.</param>
    public static FileTree With(FileTree tree, IReadOnlyList<BootStep> steps, string nonce, string filesystem, BuildBootSettings settings)
    {
        FileTree boot = NodeCopies.OfTree(tree);
        if (boot.Root.Find(Folder) is not null)
            throw new SmolException("is in the image, and builds need the name for themselves", "/.smol");
        foreach (string directory in (string[])["etc", "dev", ".smol", ".smol/run"])
            boot.MakeDirectory(TreePath.FromText(directory));
        if (boot.Find(Rc) is { } rc)
        {
            boot.Put(TreePath.FromText(".smol/rc"), rc);
            boot.MakeDirectory(Rc.Parent).Remove(Rc.Name);
        }
        Put(boot, "etc/rc", Resource("driver"), Executable);
        Put(boot, ".smol/driver", Resource("driver"), Executable);
        Put(boot, ".smol/functions", Resource("functions"), Executable);
        Put(boot, ".smol/filesystem", filesystem + "\n", Executable);
        Put(boot, ".smol/steps", string.Create(CultureInfo.InvariantCulture, $"{nonce} {steps.Count}\n"), Private);
        for (int number = 0; number < steps.Count; number++)
        {
            Put(boot, string.Create(CultureInfo.InvariantCulture, $".smol/step-{number}"), steps[number].Script, Executable);
            if (steps[number].After.Length > 0)
                Put(boot, string.Create(CultureInfo.InvariantCulture, $".smol/after-{number}"), steps[number].After, Executable);
        }
        foreach ((string name, Node node) in steps.SelectMany(step => step.Trees).DistinctBy(tree => tree.Key))
            PutTree(boot, TreePath.FromText($".smol/trees/{name}"), node);
        if (settings.DebugShell is not null)
            Put(boot, ".smol/debug", "", Private);
        IReadOnlyDictionary<string, string> secrets = settings.Secrets;
        foreach (string name in steps.Select(step => step.Step).OfType<RunStep>().SelectMany(run => run.Mounts).Select(mount => mount.Id).OfType<string>().Where(secrets.ContainsKey).Distinct())
            boot.Put(TreePath.FromText($".smol/secrets/{name}"), new FileNode(new(Private, 0, 0, default), FileContent.FromBytes(File.ReadAllBytes(secrets[name]))));
        return boot;
    }

    /// <summary>Takes from the tree of an image that was booted what it got for that, and gives what the guest wrote a time that is not later than others.</summary>
    public static void Clean(FileTree tree, FileTree before, Timestamp time)
    {
        if (tree.Find(TreePath.FromText(".smol/made-resolv")) is not null)
            tree.MakeDirectory(Rc.Parent).Remove(ByteString.FromText("resolv.conf"));
        tree.Root.Remove(Folder);
        ByteString found = ByteString.FromText("lost+found");
        if (before.Root.Find(found) is null && tree.Root.Find(found) is DirectoryNode { Count: 0 })
            tree.Root.Remove(found);
        FileTreeWalk.Visit(tree.Root, node =>
        {
            if (node.Attributes.Modified.Seconds > time.Seconds)
                node.Attributes = node.Attributes with { Modified = time };
        });
    }

    private static void Put(FileTree tree, string path, string text, ushort permissions) =>
        tree.Put(TreePath.FromText(path), new FileNode(new(permissions, 0, 0, default), FileContent.FromBytes(Encoding.UTF8.GetBytes(text))));

    private static void PutTree(FileTree tree, TreePath path, Node node)
    {
        var copies = new NodeCopies();
        foreach (FileTreeEntry entry in FileTreeWalk.Entries(path, node))
            tree.Put(entry.Path, copies.Of(entry.Node));
    }

    private static string Resource(string name)
    {
        using Stream resource = typeof(BootTree).Assembly.GetManifestResourceStream($"buildboot/{name}.sh")!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
