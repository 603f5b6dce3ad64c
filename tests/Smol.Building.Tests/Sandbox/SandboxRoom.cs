using Smol.Building.Sandbox;
using Smol.Storage;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Building.Tests.Sandbox;

/// <summary>A service with scripts, and what becomes of a tree in the sandbox.</summary>
public sealed class SandboxRoom : IDisposable
{
    public static readonly Timestamp Time = new(1_700_000_000);

    private readonly Scratch _scratch = new();

    public SandboxRoom()
    {
        Directory.CreateDirectory(_scratch["service/box/postinst"]);
        Directory.CreateDirectory(_scratch["kept"]);
        Options = new()
        {
            ServiceFolder = _scratch["service/box"],
            Variables = new() { Service = "box", Architecture = "amd64", PackagesVersion = "11.0" },
            Time = Time,
            ScratchFolder = _scratch["kept"],
        };
    }

    public PostinstOptions Options { get; set; }

    public FileTree Tree { get; set; } = new(Time);

    public List<string> Printed { get; } = [];

    public string this[string name] => _scratch[name];

    public static NodeAttributes Plain(int permissions = 0x1A4) => new((ushort)permissions, 0, 0, Time);

    public SandboxRoom WithScript(string name, string text)
    {
        File.WriteAllText(_scratch["service/box/postinst/" + name], text);
        return this;
    }

    public SandboxRoom WithFile(string path, string text, int permissions = 0x1A4)
    {
        Tree.Put(TreePath.FromText(path), new FileNode(Plain(permissions), FileContent.FromBytes(System.Text.Encoding.UTF8.GetBytes(text))));
        return this;
    }

    public bool HasPrinted(string line)
    {
        lock (Printed)
            return Printed.Contains(line);
    }

    /// <summary>Runs the scripts; where the host can't, the test is skipped.</summary>
    public PostinstOutcome Run(CancellationToken cancellation = default)
    {
        var progress = new Lines(Printed);
        PostinstOutcome outcome = PostinstSandbox.Run(Tree, PostinstScripts.In(Options.ServiceFolder), Options, progress, cancellation);
        Assert.SkipWhen(outcome.Deferred?.Reason.StartsWith("this host", StringComparison.Ordinal) == true, outcome.Deferred?.Reason ?? "");
        return outcome;
    }

    public PostinstOutcome Run(string script) => WithScript("a.sh", script).Run();

    /// <summary>What the only script prints.</summary>
    public string Print(string script)
    {
        using PostinstOutcome outcome = Run(script);
        Assert.Null(outcome.Deferred);
        return string.Join('\n', Printed);
    }

    public SmolException Fail(string script) => Assert.Throws<SmolException>(() => Run(script));

    public static string TextOf(FileTree tree, string path)
    {
        FileContent content = Assert.IsType<FileNode>(tree.Find(TreePath.FromText(path))).Content;
        var bytes = new byte[content.Length];
        content.Read(0, bytes);
        return System.Text.Encoding.UTF8.GetString(bytes);
    }

    public void Dispose() => _scratch.Dispose();

    private sealed class Lines(List<string> printed) : IProgress<string>
    {
        public void Report(string value)
        {
            lock (printed)
                printed.Add(value);
        }
    }
}
