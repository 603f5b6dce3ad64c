using System.Text;
using Smol.Building.Recipes;
using Smol.Building.Recipes.Shell;
using Smol.Building.Sandbox;

namespace Smol.Building.Checking;

/// <summary>The scripts of a service.</summary>
internal sealed class ServiceFiles
{
    private const string Shebang = "#!/bin/sh";

    public ServiceFiles(ServiceRecipe recipe)
    {
        Recipe = recipe;
        PostinstFolder = Path.Combine(recipe.Folder, "postinst");
        ScriptNames = PostinstScripts.In(recipe.Folder);
        Postinst = [.. ScriptNames.Select(name => ShellScript.Read(Path.Combine(PostinstFolder, name)))];
        string rc = InEtc("rc");
        Rc = File.Exists(rc) ? ShellScript.Read(rc) : null;
        string shutdown = Path.Combine(recipe.CommonFolder ?? recipe.Folder, "shutdown");
        ForeignShutdown = File.Exists(shutdown) && !File.ReadAllText(shutdown).Contains("EXIT", StringComparison.Ordinal) ? shutdown : null;
        Sources = Rc is null ? [] : [.. FollowSources(Rc)];
    }

    /// <summary>The service.</summary>
    public ServiceRecipe Recipe { get; }

    /// <summary><c>etc/rc</c>; null where there is none.</summary>
    public ShellScript? Rc { get; }

    /// <summary>The files of the guest that <c>rc</c> sources, directly or by another one that is the service's.</summary>
    public IReadOnlyList<(string Path, ShellScript? Script)> Sources { get; }

    /// <summary>The scripts of <c>postinst</c>.</summary>
    public IReadOnlyList<ShellScript> Postinst { get; }

    /// <summary>Their names.</summary>
    public IReadOnlyList<string> ScriptNames { get; }

    /// <summary>Where they are.</summary>
    public string PostinstFolder { get; }

    /// <summary><c>rc</c> and what it sources of the service's own.</summary>
    public IEnumerable<ShellScript> OwnRcScripts => Rc is null ? [] : Sources.Select(source => source.Script).OfType<ShellScript>().Prepend(Rc);

    /// <summary>All scripts for sh of the service: <c>rc</c>, what it sources, those of <c>postinst</c>, and what of <c>etc</c> begins with sh's name.</summary>
    public IEnumerable<string> ShellFiles() =>
        OwnRcScripts.Concat(Postinst).Select(script => script.Path).Concat(EtcFiles().Where(IsShell)).Distinct();

    /// <summary>Whether <c>rc</c> sources a file of the guest.</summary>
    public bool IsSourced(string path) => Sources.Any(source => source.Path == path);

    /// <summary>The shutdown script that services share, where it does not know the guest protocol: the service is of smolBSD's tree. Null else.</summary>
    public string? ForeignShutdown { get; }

    private string InEtc(string path) => Path.Combine(Recipe.Folder, "etc", path);

    private IEnumerable<string> EtcFiles() =>
        Directory.Exists(InEtc("")) ? Directory.EnumerateFiles(InEtc(""), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal) : [];

    private static bool IsShell(string path)
    {
        if (new FileInfo(path).Length < Shebang.Length)
            return false;
        using FileStream file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[Shebang.Length];
        file.ReadExactly(start);
        return start.SequenceEqual(Encoding.UTF8.GetBytes(Shebang)) && file.ReadByte() is '\n' or ' ' or '\r';
    }

    private IEnumerable<(string Path, ShellScript? Script)> FollowSources(ShellScript rc)
    {
        var open = new Queue<ShellScript>([rc]);
        var seen = new HashSet<string>();
        while (open.TryDequeue(out ShellScript? script))
        {
            foreach (string path in script.Lines.SelectMany(line => ShellCommands.Sourced(line.Text)).Where(seen.Add))
            {
                ShellScript? own = FindOwn(path) is { } file ? ShellScript.Read(file) : null;
                yield return (path, own);
                if (own is not null)
                    open.Enqueue(own);
            }
        }
    }

    /// <summary>The service's own file that a path of the guest leads to; what services share is not looked into.</summary>
    private string? FindOwn(string path) =>
        path.StartsWith("/etc/", StringComparison.Ordinal) && !path.Contains("..", StringComparison.Ordinal) && InEtc(path["/etc/".Length..]) is var file && File.Exists(file) ? file : null;
}
