using FsCheck;
using FsCheck.Fluent;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Building.Minimising.Tests;

/// <summary>Programs with libraries: judged by the dynamic linker of the host, and at last by running what stays.</summary>
public sealed class DynamicProgramsTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Just_the_libraries_stay_that_ldd_names_and_a_second_time_takes_nothing()
    {
        Oracle.Find("ldd");
        Dictionary<string, string[]> needed = HostTree.Programs.ToDictionary(program => program, program => HostTree.Needed(program).ToArray());
        Prop.ForAll(Gen.SubListOf(HostTree.Programs).ToArbitrary(), programs =>
        {
            TreeDraft draft = HostTree.Make();
            MinimisedTree result = draft.Minimise([.. programs]);

            string[] files = [.. FileTreeWalk.Entries(draft.Tree).Where(entry => entry.Node is FileNode).Select(entry => entry.Path.ToString())];
            Assert.Equal(programs.Append("/usr/bin/dash").SelectMany(program => needed[program]).Distinct().Order(StringComparer.Ordinal), files);
            Assert.Empty(result.Warnings);

            IReadOnlyList<string> paths = draft.Paths();
            draft.Minimise([.. programs]);
            Assert.Equal(paths, draft.Paths());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(TestCount.Of(8, 200)));
    }

    [Fact]
    public void Each_reason_holds_and_is_itself_kept()
    {
        TreeDraft draft = HostTree.Make();
        MinimisedTree result = draft.Minimise(HostTree.Programs);

        foreach (string path in FileTreeWalk.Entries(draft.Tree).Where(entry => entry.Node is not DirectoryNode).Select(entry => entry.Path.ToString()))
        {
            string line = result.Why(path)[0];
            if (line.Split(": library ") is not [_, var rest])
                continue;
            string[] words = rest.Split(" of ");
            Assert.NotNull(draft.Tree.Resolve(TreePath.FromText(words[1])));
            Assert.Contains($"[{words[0]}]", Oracle.MustRun("readelf", "-d", words[1]), StringComparison.Ordinal);
        }
        Assert.Matches(@"^(.*: target of the link .*\n)*/\S+/libc\.so\.6: library libc\.so\.6 of /usr/\S+\n(.*\n)*/\S+: (named by sailor\.conf:1|what every image has)$", string.Join('\n', result.Why($"{HostTree.LibraryFolders[0]}/libc.so.6")));
    }

    [Fact]
    public void What_stays_runs()
    {
        if (!Environment.IsPrivilegedProcess)
            Assert.Skip("chroot(8) needs root");
        TreeDraft draft = HostTree.Make();
        draft.Minimise(HostTree.Programs);
        new FolderExport(_ => { }).Write(draft.Tree.Root, _scratch["root"], TestContext.Current.CancellationToken);

        foreach (string program in HostTree.Programs)
        {
            (int code, string output, string errors) = Oracle.Run("chroot", _scratch["root"], program, program.EndsWith("dash", StringComparison.Ordinal) ? "-c" : "--version", "echo runs");
            Assert.True(!(output + errors).Contains("shared librar", StringComparison.Ordinal) && code != 127, program + errors);
        }
        Assert.Equal("runs\n", Oracle.MustRun("chroot", _scratch["root"], "/bin/sh", "-c", "echo runs"));
    }

    /// <summary>main needs liba by RUNPATH; liba needs libb, which only its own path, or main's RPATH, tells of.</summary>
    [Theory]
    [InlineData("--disable-new-dtags", "$ORIGIN/../lib", "", true)]
    [InlineData("--enable-new-dtags", "$ORIGIN/../lib", "", false)]
    [InlineData("--enable-new-dtags", "${ORIGIN}/../lib", "$ORIGIN", true)]
    [InlineData("--disable-new-dtags", "/opt/t/lib", "/opt/t/lib", true)]
    public void Search_paths_are_followed_as_the_linker_does(string tags, string pathOfMain, string pathOfLibrary, bool isFound)
    {
        Directory.CreateDirectory(_scratch["opt/t/lib"]);
        Directory.CreateDirectory(_scratch["opt/t/bin"]);
        Compile("b.c", "int b(void) { return 0; }", ["-shared", "-Wl,-soname,libb.so", "-o", _scratch["opt/t/lib/libb.so"]]);
        Compile("a.c", "int b(void); int a(void) { return b(); }", ["-shared", "-Wl,-soname,liba.so", .. RunPath(tags, pathOfLibrary), "-o", _scratch["opt/t/lib/liba.so"], "-L" + _scratch["opt/t/lib"], "-lb"]);
        Compile("main.c", "int a(void); int main(void) { return a(); }", [.. RunPath(tags, pathOfMain), "-o", _scratch["opt/t/bin/main"], "-L" + _scratch["opt/t/lib"], "-Wl,--allow-shlib-undefined", "-la"]);
        TreeDraft draft = HostTree.Make();
        foreach (string file in (string[])["opt/t/lib/liba.so", "opt/t/lib/libb.so", "opt/t/bin/main"])
            draft.Host(file, _scratch[file]);

        MinimisedTree result = draft.Minimise("/opt/t/bin/main");

        Assert.Equal(isFound, draft.Tree.Find(TreePath.FromText("opt/t/lib/libb.so")) is not null);
        Assert.Equal(isFound ? [] : ["libb.so is nowhere, and is needed; /opt/t/lib/liba.so: library liba.so of /opt/t/bin/main; /opt/t/bin/main: named by sailor.conf:1"], result.Warnings);
        Judge(draft, isFound);
    }

    private void Judge(TreeDraft draft, bool isFound)
    {
        if (!Environment.IsPrivilegedProcess)
            return;
        new FolderExport(_ => { }).Write(draft.Tree.Root, _scratch["root"], TestContext.Current.CancellationToken);
        // Without /proc the linker does not know where the program is.
        Assert.Equal(isFound ? 0 : 127, Oracle.Run("unshare", "--mount", "sh", "-c", "mkdir \"$0/proc\" && mount -t proc proc \"$0/proc\" && chroot \"$0\" /opt/t/bin/main", _scratch["root"]).Code);
    }

    private static string[] RunPath(string tags, string path) => path.Length == 0 ? [] : [$"-Wl,{tags}", $"-Wl,-rpath,{path}"];

    private void Compile(string name, string code, string[] arguments)
    {
        File.WriteAllText(_scratch[name], code + "\n");
        Oracle.MustRun("gcc", [_scratch[name], "-fPIC", .. arguments]);
    }
}
