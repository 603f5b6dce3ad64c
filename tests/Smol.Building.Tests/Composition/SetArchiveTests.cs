using Smol.Building.Composition;
using Smol.Images.Store;
using Smol.Storage;
using Smol.Storage.Archives;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Building.Tests.Composition;

public sealed class SetArchiveTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public SetArchiveTests()
    {
        string make = """
            mkdir -p sets tree/usr/bin tree/usr/libexec/gcc debs/ DEBIAN && echo strip >tree/usr/bin/strip && ln tree/usr/bin/strip tree/usr/bin/objcopy &&
            echo cc1 >tree/usr/libexec/gcc/cc1 && chmod 750 tree/usr/libexec && echo '#!/bin/sh' >tree/usr/bin/tool && chmod 755 tree/usr/bin/tool &&
            tar --sort=name --mtime=@1700000000 --owner=3 --group=4 -C tree -cf sets/plain.tar . && xz -k sets/plain.tar && mv sets/plain.tar.xz sets/comp.tar.xz && cp sets/plain.tar my.tar
            """;
        (int code, _, string errors) = Oracle.RunIn(_scratch.Folder, "sh", "-c", make);
        Assert.True(code == 0, errors);
    }

    private SetLibrary Library => new([_scratch["sets"], _scratch["none"]], "amd64", _scratch.Folder);

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("comp")]
    [InlineData("comp.tar.xz")]
    [InlineData("plain")]
    [InlineData("./my.tar")]
    public void A_set_is_found_by_name_and_by_a_path_from_the_recipe_on(string word)
    {
        (string[] paths, ImageInput input) = Lay(word);
        Assert.Equal(["/", "/usr", "/usr/bin", "/usr/bin/objcopy", "/usr/bin/strip", "/usr/bin/tool", "/usr/libexec", "/usr/libexec/gcc", "/usr/libexec/gcc/cc1"], paths);
        Assert.Equal("sha256:" + Oracle.MustRun("sha256sum", Library.Find(SetReference.Parse(word))).Split(' ')[0], input.Digest);
    }

    [Fact]
    public void A_part_of_a_set_is_what_bsdtar_takes_of_it()
    {
        foreach (string pattern in new[] { "/usr/libexec/*", "/usr/bin/t*", "/usr", "/*c1" })
        {
            Directory.CreateDirectory(_scratch["out"]);
            Oracle.MustRun("bsdtar", "-xpf", _scratch["sets/comp.tar.xz"], "-C", _scratch["out"], "." + pattern);
            string[] expected = [.. Directory.EnumerateFileSystemEntries(_scratch["out"], "*", SearchOption.AllDirectories).Select(path => path[_scratch["out"].Length..]).Order(StringComparer.Ordinal)];
            Assert.Equal(expected, Lay("comp:" + pattern).Paths[1..]);
            Directory.Delete(_scratch["out"], recursive: true);
        }
        Assert.Equal("comp.tar.xz:/usr/bin/objcopy", Lay("comp:/usr/bin/objcopy").Input.Name);
    }

    [Fact]
    public void A_folder_is_a_set_with_a_digest_of_what_is_in_it()
    {
        (string[] paths, ImageInput input) = Lay("./tree:/usr/bin");
        Assert.Equal(["/", "/usr", "/usr/bin", "/usr/bin/objcopy", "/usr/bin/strip", "/usr/bin/tool"], paths);
        Assert.Equal(("folder", "tree:/usr/bin"), (input.Kind, input.Name));
        File.SetLastWriteTimeUtc(_scratch["tree/usr/bin/tool"], new(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        Assert.Equal(input.Digest, Lay("./tree").Input.Digest);
        File.AppendAllText(_scratch["tree/usr/bin/tool"], "x");
        Assert.NotEqual(input.Digest, Lay("./tree").Input.Digest);
    }

    [Fact]
    public void Packages_are_sets_one_by_one_and_by_the_folder()
    {
        MakePackage("one", "amd64");
        MakePackage("two", "all");
        File.Copy(_scratch["debs/one_1_amd64.deb"], _scratch["sets/one_1_amd64.deb"]);
        Assert.Equal(["/", "/opt", "/opt/one"], Lay("one").Paths);
        Assert.Equal(["/", "/opt", "/opt/two"], Lay("./debs/two_1_all.deb:/opt/*").Paths);
        Assert.Equal(["/", "/opt", "/opt/one", "/opt/two"], Lay("./debs").Paths);
        Assert.Equal(["comp", "one", "plain"], Library.List().Select(set => set.Name));
        // With anything else in it, it is a folder of files.
        File.WriteAllText(_scratch["debs/README"], "");
        Assert.Equal(["/", "/README", "/one_1_amd64.deb", "/two_1_all.deb"], Lay("./debs").Paths);
    }

    [Fact]
    public void What_is_missing_is_named_with_what_is_near()
    {
        Assert.Contains("comp", Assert.Throws<SmolException>(() => Lay("cmop")).Hint, StringComparison.Ordinal);
        Assert.Equal("./none.tar", Assert.Throws<SmolException>(() => Lay("./none.tar")).Place);
        var failure = Assert.Throws<SmolException>(() => Lay("comp:/bin/strip"));
        Assert.Equal((_scratch["sets/comp.tar.xz"], "nothing in it matches '/bin/strip'"), (failure.Place, failure.Problem));
        Assert.Contains("/usr/bin/strip", failure.Hint, StringComparison.Ordinal);
    }

    private void MakePackage(string name, string architecture)
    {
        string make = $"""
            rm -rf p && mkdir -p p/DEBIAN p/opt && echo {name} >p/opt/{name} && printf 'Package: {name}\nVersion: 1\nArchitecture: {architecture}\nMaintainer: a <a@b.c>\nDescription: d\n' >p/DEBIAN/control &&
            dpkg-deb -b p debs/{name}_1_{architecture}.deb
            """;
        (int code, _, string errors) = Oracle.RunIn(_scratch.Folder, "sh", "-c", make);
        Assert.True(code == 0, errors);
    }

    private (string[] Paths, ImageInput Input) Lay(string word)
    {
        SetReference reference = SetReference.Parse(word);
        using SetArchive set = SetArchive.Open(FoundSet.OnHost(reference, Library.Find(reference)), new ArchiveCache(_scratch["cache"]), TestContext.Current.CancellationToken);
        var tree = new FileTree();
        set.AddTo(tree, null);
        return ([.. FileTreeWalk.Entries(tree).Select(entry => entry.Path.ToString())], set.Inputs().First());
    }
}
