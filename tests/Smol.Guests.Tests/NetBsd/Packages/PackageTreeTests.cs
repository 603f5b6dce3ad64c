using System.Formats.Tar;
using System.Text;
using Smol.Guests.NetBsd.Packages;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Guests.Tests.NetBsd.Packages;

/// <summary>A file tree that packages are installed into.</summary>
public abstract class PackageTreeTests : IDisposable
{
    private protected Scratch Scratch { get; } = new();
    private protected FileTree Tree { get; } = new(new(5));
    private protected List<PackageArchive> Opened { get; } = [];

    protected PackageTreeTests()
    {
        Put("etc/passwd", "root:*:0:0::/root:/bin/sh\ngames:*:7:13::/:/sbin/nologin\n");
        Put("etc/group", "wheel:*:0:root\ngames:*:13:\n");
    }

    public void Dispose()
    {
        Opened.ForEach(package => package.Dispose());
        Scratch.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected static UstarTarEntry Entry(string name) => new(TarEntryType.RegularFile, name) { DataStream = new MemoryStream("1"u8.ToArray()) };

    private protected PackageArchive Open(PackageBuilder builder)
    {
        PackageArchive package = PackageArchive.Open(builder.Write(Scratch[$"package-{Opened.Count}.tgz"]), new(Scratch["cache"]));
        Opened.Add(package);
        return package;
    }

    private protected void Put(string path, string text) => Tree.Put(TreePath.FromText(path), new FileNode(default, FileContent.FromBytes(Encoding.Latin1.GetBytes(text))));

    private protected Node Find(string path) => Tree.Find(TreePath.FromText(path)) ?? throw new InvalidOperationException($"{path} is not in the tree");

    private protected (int Permissions, uint User, uint Group) Describe(string path) =>
        (Find(path).Attributes.Permissions, Find(path).Attributes.UserId, Find(path).Attributes.GroupId);

    private protected string Text(string path)
    {
        FileContent content = ((FileNode)Find(path)).Content;
        var bytes = new byte[content.Length];
        content.Read(0, bytes);
        return Encoding.UTF8.GetString(bytes);
    }
}
