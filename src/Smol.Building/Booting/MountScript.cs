using System.Globalization;
using System.Text;
using Smol.Building.Caching;
using Smol.Building.Recipes.Smolerfiles.Planning;
using Smol.Building.Stages;
using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Building.Booting;

/// <summary>What a guest does for the mounts of a step, before it and after it. See docs/build-boot.md.</summary>
/// <param name="run">The step.</param>
/// <param name="secrets">The secrets that the user gave, by name, as files of the host.</param>
/// <param name="find">Finds what a mount takes from the context, a stage or an image.</param>
internal sealed class MountScript(RunStep run, IReadOnlyDictionary<string, string> secrets, Func<RunStep, RunMount, Node> find)
{
    private const int SecretMode = 0x100; // 0400
    private const int CacheMode = 0x1ED; // 0755
    private const int TemporaryMode = 0x3FF; // 1777
    private readonly StringBuilder _before = new();
    private readonly List<string> _after = [];
    private readonly Dictionary<string, Node> _trees = [];
    private readonly List<string> _environment = [];

    /// <summary>Makes them; a mount on a folder comes before those in it.</summary>
    /// <exception cref="SmolException">A secret that is needed is not given, or what is to be mounted is not there.</exception>
    public MountScript Write()
    {
        if (run.Hosts.Count > 0)
            AddHosts();
        foreach (RunMount mount in run.Mounts.OrderBy(mount => mount.Target, StringComparer.Ordinal))
            Add(mount, _after.Count.ToString(CultureInfo.InvariantCulture));
        return this;
    }

    /// <summary>What is run before the step.</summary>
    public string Before => _before.ToString();

    /// <summary>What is run after it.</summary>
    public string After => _after.Count == 0 ? "" : string.Concat(Enumerable.Reverse(_after)) + "unplace <\"$BOOT/run/placed\"\nrm -f \"$BOOT/run/placed\"\n";

    /// <summary>What the step finds in <c>/.smol/trees</c>.</summary>
    public IReadOnlyDictionary<string, Node> Trees => _trees;

    /// <summary>Words for env(1): secrets that are variables.</summary>
    public IReadOnlyList<string> Environment => _environment;

    private void Add(RunMount mount, string number)
    {
        switch (mount.Kind)
        {
            case RunMountKind.Secret:
                AddSecret(mount, number);
                break;
            case RunMountKind.Tmpfs:
                string size = mount.Size is { } bytes ? string.Create(CultureInfo.InvariantCulture, $" -o size={bytes}") : "";
                Mount(mount.Target!, number, $"place {Target(mount)} folder && mount -t tmpfs{size} tmpfs {Target(mount)} && chmod {Octal(TemporaryMode)} {Target(mount)}");
                break;
            case RunMountKind.Cache:
                string cache = $"\"$BOOT/caches/{CacheKey.Of(mount.Id ?? mount.Target)[..16]}\"";
                string begin = mount.ShowsTree ? " " + Tree(mount) : "";
                string owner = string.Create(CultureInfo.InvariantCulture, $"{mount.UserId ?? 0}:{mount.GroupId ?? 0}");
                Mount(mount.Target!, number, $"cache {cache} {Octal(mount.Mode ?? CacheMode)} {owner}{begin} && lend {cache} {Target(mount)} {Access(mount)} {number}");
                break;
            default:
                string tree = Tree(mount);
                if (!mount.IsReadOnly)
                    _before.Append($"writable {tree} {number} || exit 125\n");
                Mount(mount.Target!, number, $"lend {(mount.IsReadOnly ? tree : $"\"$BOOT/writable-{number}\"")} {Target(mount)} {Access(mount)} {number}");
                break;
        }
    }

    private void AddHosts()
    {
        const string Shown = "\"$BOOT/run/hosts\"";
        string lines = string.Concat(run.Hosts.Select(line => $"echo {ShellText.Quote(line)} >>{Shown} && "));
        Mount("/etc/hosts", "hosts", $"{{ [ ! -e /etc/hosts ] || cat /etc/hosts; }} >{Shown} && {lines}lend {Shown} /etc/hosts rw hosts");
    }

    private void AddSecret(RunMount mount, string number)
    {
        if (mount.Id is not { } id || !secrets.ContainsKey(id))
        {
            if (mount.IsRequired)
                throw new SmolException($"the secret '{mount.Id}' is not given", run.Span.ToString(), $"--secret id={mount.Id},src=FILE gives it");
            return;
        }
        string place = $"\"$BOOT/secrets/{id}\"";
        if (mount.Variable is { } variable)
            _environment.Add($"\"{variable}=$(cat {place})\"");
        if (mount.Target is null)
            return;
        string shown = $"\"$BOOT/run/secret-{number}\"";
        Mount(mount.Target, number, string.Create(CultureInfo.InvariantCulture,
            $"cp {place} {shown} && chmod {Octal(mount.Mode ?? SecretMode)} {shown} && chown {mount.UserId ?? 0}:{mount.GroupId ?? 0} {shown} && lend {shown} {Target(mount)} ro {number}"));
    }

    private void Mount(string target, string number, string command)
    {
        _before.Append($"{command} || exit 125\n");
        _after.Add($"take_back {ShellText.Quote(target)} {number}\n");
    }

    /// <summary>Where the tree of a mount is in the guest; the same for all that show the same.</summary>
    private string Tree(RunMount mount)
    {
        string name = CacheKey.Of(mount.From?.ToString(), mount.Source)[..16];
        _trees[name] = find(run, mount);
        return $"\"$BOOT/trees/{name}\"";
    }

    private static string Target(RunMount mount) => ShellText.Quote(mount.Target!);

    private static string Access(RunMount mount) => mount.IsReadOnly ? "ro" : "rw";

    private static string Octal(int mode) => Convert.ToString(mode, 8).PadLeft(4, '0');
}
