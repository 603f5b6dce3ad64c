using System.Text;
using Smol.Storage.Archives;
using Smol.Storage.FileTrees;
using Smol.TestSupport;
using Smol.TestSupport.Mirrors;

namespace Smol.EndToEnd.Tests;

/// <summary>
/// A mirror of a small NetBSD release, with the real layout and real file formats: sets, a kernel, a live image, and their digests.
/// Its content is the test's.
/// </summary>
internal sealed class TestRelease : IDisposable
{
    private static readonly Timestamp Time = new(1_700_000_000);

    private readonly Scratch _scratch = new();
    private readonly Lazy<TestMirror> _server;

    public TestRelease()
    {
        _server = new(() => new TestMirror(Folder));
        PutSet("base", ("sbin/init", "init\n"), ("bin/sh", "shell\n"), ("usr/mdec/boot", "boot\n"));
        PutSet("etc", ("etc/rc", "#!/bin/sh\n"), ("etc/passwd", "root:*:0:0:Charlie &:/root:/bin/sh\n"));
        PutSet("comp", ("usr/bin/strip", "strip\n"), ("usr/bin/cc", "cc\n"), ("usr/libexec/cc1", "cc1\n"));
        PutGzip("amd64/binary/kernel/netbsd-MICROVM.gz", "a kernel of version 1\n");
        PutGzip("i386/binary/kernel/netbsd-MICROVM.gz", "a kernel for i386\n");
        PutGzip("images/NetBSD-11.99.5-amd64-live.img.gz", new string('\0', 1 << 20) + "a disk\n");
        PutText("assets/netbsd-SMOL", "a kernel of smolBSD's\n");
        File.WriteAllText(this["assets/netbsd-SMOL.sha256"], Oracle.MustRun("sha256sum", this["assets/netbsd-SMOL"]).Split(' ')[0] + "  netbsd-SMOL\n");
    }

    /// <summary>The release as a folder.</summary>
    public string Folder => _scratch.Folder;

    /// <summary>The same behind a web server.</summary>
    public TestMirror Server => _server.Value;

    /// <summary>A file of it.</summary>
    public string this[string path]
    {
        get
        {
            string full = _scratch[path];
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            return full;
        }
    }

    public void PutSet(string name, params (string Path, string Text)[] files)
    {
        var tree = new FileTree(Time);
        foreach ((string path, string text) in files)
            tree.Put(TreePath.FromText(path), new FileNode(new(0x1ED /* 0755 */, 0, 0, Time), FileContent.FromBytes(Encoding.UTF8.GetBytes(text))));
        string tar = _scratch[name + ".tar"];
        using (FileStream stream = File.Create(tar))
            TarWriter.Write(tree, stream);
        File.Delete(this[$"amd64/binary/sets/{name}.tar.xz"]);
        Oracle.MustRun("xz", "-0", tar);
        File.Move(tar + ".xz", this[$"amd64/binary/sets/{name}.tar.xz"], overwrite: true);
        Digest("amd64/binary/sets");
    }

    public void Dispose()
    {
        if (_server.IsValueCreated)
            _server.Value.Dispose();
        _scratch.Dispose();
    }

    private void PutText(string path, string text) => File.WriteAllText(this[path], text);

    private void PutGzip(string path, string text)
    {
        PutText(path[..^3], text);
        Oracle.MustRun("gzip", "-n", this[path[..^3]]);
        Digest(Path.GetDirectoryName(path)!);
    }

    /// <summary>As releases have it: <c>SHA512 (base.tar.xz) = HEX</c>.</summary>
    private void Digest(string folder)
    {
        string[] names = [.. Directory.GetFiles(_scratch[folder]).Select(path => Path.GetFileName(path)!).Where(name => name != "SHA512").Order(StringComparer.Ordinal)];
        (int code, string output, string errors) = Oracle.RunIn(_scratch[folder], "sha512sum", ["--tag", .. names]);
        Assert.True(code == 0, errors);
        File.WriteAllText(this[folder + "/SHA512"], output);
    }
}
