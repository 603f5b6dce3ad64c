using System.Text;
using Smol.Guests.NetBsd.Packages;
using Smol.Guests.Tests.NetBsd.Packages;
using Smol.Storage.Archives;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>A real NetBSD as the judge of packages that were installed into its file tree, where there is one (see <see cref="NetBsdGuestTests"/>).</summary>
public sealed class NetBsdPackagesTests : IDisposable
{
    private const string Rc = """
        #!/bin/sh
        export PATH=/rescue:/sbin:/bin:/usr/sbin:/usr/bin
        state() {
            cd "$1" && find . -type f ! -name '*.db' | sort | xargs cksum
            cd "$1" && find . ! -name '*.db' ! -name . | sort | xargs stat -f '%N %Sp %u %g %Y'
            cd "$2" && find . ! -name . ! -path './pkgdb*' | sort | xargs stat -f '%N %Sp %u %g %Y'
            cat /log
        }
        mount -u -o rw,noatime /
        database=$(cat /database)
        pkg_info -a
        pkg_info -qR libgreet
        pkg_info -qL greet
        echo "user: $(pkg_info -u)"
        pkg_admin check; echo "check: $?"
        sh -e /deferred; echo "deferred: $?"
        echo "owner: $(pkg_info -Fe /usr/pkg/bin/greet)"
        state "$database" /usr/pkg >/tmp/ours
        mv "$database" /pkgdb.ours; mv /usr/pkg /usr/pkg.ours; mv /log /log.ours
        PKG_PATH=/packages pkg_add greet; echo "pkg_add: $?"
        state "$database" /usr/pkg >/tmp/theirs
        cmp /tmp/ours /tmp/theirs && echo "the same as pkg_add" || cat /tmp/ours /tmp/theirs
        reboot -q -n
        """;

    private const string Script = "#!/bin/sh\necho \"$0 $* $PKG_PREFIX $PKG_METADATA_DIR $PKG_REFCOUNT_DBDIR $(pwd)\" | sed 's,.*/+INSTALL,+INSTALL,; s,^./,,' >>/log\n";

    private readonly SmolProgram _smol = new();

    public void Dispose() => _smol.Dispose();

    [Fact]
    public void Its_tools_see_what_was_installed_as_if_pkg_add_had_done_it()
    {
        string? kernel = Environment.GetEnvironmentVariable("SMOL_NETBSD_KERNEL");
        string? sets = Environment.GetEnvironmentVariable("SMOL_NETBSD_SETS");
        if (kernel is null || sets is null)
            Assert.Skip("SMOL_NETBSD_KERNEL and SMOL_NETBSD_SETS name no NetBSD");
        Oracle.Find("qemu-system-x86_64");
        sets = Path.Combine(sets, "amd64");
        MakeTree(sets, _smol["installed.tar"]);
        Directory.CreateDirectory(_smol["service/judge/etc"]);
        File.WriteAllText(_smol["service/judge/etc/rc"], Rc.ReplaceLineEndings("\n"));

        _smol.MustRun("build", "judge", "IMGSIZE=160", $"ADDSETS={_smol["installed.tar"]}", "--sets", sets);
        string said = _smol.MustRun("run", "--rm", "-k", kernel, "--accel", "tcg", "judge").Replace("\r", "", StringComparison.Ordinal);

        foreach (string expected in (string[])
            [
                "greet-1.0           What greet-1.0 is\nlibgreet-2.1nb3     What libgreet-2.1nb3 is\n",
                "\ngreet-1.0\n",
                "/usr/pkg/bin/greet\n/usr/pkg/share/greet/words\n",
                "user: greet-1.0           What greet-1.0 is\n",
                "Checked 4 files from 2 packages.",
                "check: 0\n",
                "deferred: 0\n",
                "owner: greet-1.0\n",
                "pkg_add: 0\n",
                "the same as pkg_add\n",
            ])
            Assert.True(said.Contains(expected, StringComparison.Ordinal), $"'{expected}' is not in:\n{said}");
    }

    /// <summary>NetBSD's sets with two packages, the packages' archives, and the commands that are left to do.</summary>
    private void MakeTree(string sets, string output)
    {
        var cache = new ArchiveCache(_smol["cache"]);
        using UnpackedArchive @base = cache.Open(Path.Combine(sets, "base.tar.xz"));
        using UnpackedArchive etc = cache.Open(Path.Combine(sets, "etc.tar.xz"));
        var tree = new FileTree(new(1_700_000_000));
        TarOverlay.AddTo(tree, @base.Source, @base.Length);
        TarOverlay.AddTo(tree, etc.Source, etc.Length);

        string library = new PackageBuilder("libgreet-2.1nb3") { Metadata = { ["+INSTALL"] = Script } }
            .File("lib/libgreet.so.2.1", "not really\n").Link("lib/libgreet.so", "libgreet.so.2.1").Line("@exec echo %D %F %B %f >>/log").Line("@pkgdir share/greet")
            .Write(_smol["libgreet-2.1nb3.tgz"]);
        string program = new PackageBuilder("greet-1.0").Line("@pkgdep libgreet>=2.0<3").Line("@pkgcfl rude-[0-9]*")
            .File("bin/greet", "#!/bin/sh\necho hello\n", (UnixFileMode)0x1ED).File("share/greet/words", "hello\n")
            .Write(_smol["greet-1.0.tgz"]);
        using var libraryPackage = PackageArchive.Open(library, cache);
        using var programPackage = PackageArchive.Open(program, cache);
        var installer = new PackageInstaller(tree, "x86_64");
        installer.Install(libraryPackage, isAutomatic: true);
        installer.Install(programPackage, isAutomatic: false);
        string deferred = string.Concat(installer.Finish().Select(command => $"({command.ShellLine})\n"));

        Put(tree, "deferred", Encoding.UTF8.GetBytes(deferred));
        Put(tree, "database", Encoding.UTF8.GetBytes(installer.Database.Folder.ToString()));
        foreach (string archive in (string[])[library, program])
            Put(tree, "packages/" + Path.GetFileName(archive), File.ReadAllBytes(archive));
        using FileStream tar = File.Create(output);
        TarWriter.Write(tree, tar);
    }

    private static void Put(FileTree tree, string path, byte[] bytes) => tree.Put(TreePath.FromText(path), new FileNode(new(0x1A4, 0, 0, default), FileContent.FromBytes(bytes)));
}
