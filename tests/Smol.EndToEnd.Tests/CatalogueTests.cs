using Smol.Guests.Tests.NetBsd.Booting;
using Smol.Guests.Tests.NetBsd.Kernels;
using Smol.Guests.Tests.NetBsd.Packages;
using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>Each service of the catalogue is written as it should be, and composes: with sets of a file each, for its own files count here.</summary>
public sealed class CatalogueTests : IDisposable
{
    private static readonly string[] Sets = ["base", "comp", "etc", "games", "man", "misc", "modules", "rescue", "text"];
    private static readonly string[] Inits = ["nitro", "nitrosshd", "runbsd", "systembsd"];

    private readonly SmolProgram _smol = new();

    public static TheoryData<string> Services => Catalogue.Services;

    /// <summary>Those that init starts by <c>/etc/rc</c>: not those with another first process, and not a whole NetBSD.</summary>
    public static TheoryData<string> WithRc { get; } = [.. Catalogue.Services.Select(row => row.Data).Where(name => name != "live" && !Inits.Contains(name))];

    public void Dispose() => _smol.Dispose();

    [Theory]
    [MemberData(nameof(Services))]
    public void It_composes_or_says_what_it_needs(string service)
    {
        MakeSets();
        MakePackages(service);
        Catalogue.CopyTo(_smol);
        SmolResult build = _smol.Run("build", service, "--sets", _smol["sets"], "--pkgsite", _smol["All"]);
        if (Catalogue.NeedMore.TryGetValue(service, out string? refusal))
        {
            Assert.Equal(1, build.Code);
            Assert.Contains(refusal, build.Errors, StringComparison.Ordinal);
            return;
        }

        Assert.True(build.Code == 0, build.Errors);
        Assert.Equal("", _smol.MustRun("image", "fsck", service));
        foreach (string file in Directory.GetFiles(Path.Combine(Catalogue.Folder, service, "etc"), "*", SearchOption.AllDirectories))
            AssertInside(service, "etc/" + Path.GetRelativePath(Path.Combine(Catalogue.Folder, service, "etc"), file), file);
        AssertInside(service, "etc/include/basicrc", Path.Combine(Catalogue.Folder, "common", "basicrc"));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Its_readme_begins_with_its_name_and_shows_how_to_build_it(string service)
    {
        string text = File.ReadAllText(Path.Combine(Catalogue.Folder, service, "README.md"));
        Assert.StartsWith($"# {service}\n\n", text, StringComparison.Ordinal);
        Assert.Contains($"\nsmol build {service}", text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(WithRc))]
    public void Its_rc_sources_basicrc_says_that_it_is_ready_and_ends_the_machine(string service)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Catalogue.Folder, service, "etc", "rc"));

        Assert.Equal("#!/bin/sh", lines[0]);
        Assert.StartsWith($"# {service}: ", lines[1], StringComparison.Ordinal);
        int basicrc = Array.IndexOf(lines, ". /etc/include/basicrc");
        int ready = Array.FindIndex(lines, line => line.StartsWith("echo 'smol: ready'", StringComparison.Ordinal));
        Assert.True(basicrc > 0 && ready > basicrc, "basicrc, then ready");
        Assert.Equal(". /etc/include/shutdown", lines[^1]);
    }

    [Theory]
    [MemberData(nameof(WithRc))]
    public void Its_rc_wastes_no_time(string service)
    {
        string text = File.ReadAllText(Path.Combine(Catalogue.Folder, service, "etc", "rc"));
        Assert.DoesNotMatch(@"\b(dmesg|sleep|MAKEDEV|ttyflags)\b", text);
        // Host keys are of one machine; what makes them must run there.
        Assert.DoesNotMatch("ssh-keygen", Postinst(service));
    }

    [Theory]
    [InlineData("amd64")]
    [InlineData("i386")]
    [InlineData("evbarm-aarch64")]
    public void The_nodes_that_init_and_mount_look_for_are_among_the_devices(string architecture)
    {
        string nodes = Oracle.MustRun("bsdtar", "-tvf", Path.Combine(Catalogue.Folder, "..", "src", "Smol.Guests", "NetBsd", "Devices", $"{architecture}.mtree"));
        Assert.All(["console", "null", "tty", "dk0", "rdk0", "ttyVI01", "vio9p0", "qemufwcfg", "ptmx"],
            name => Assert.Matches($@"(?m)^[bc].* \./dev/{name}$", nodes));
    }

    private static string Postinst(string service)
    {
        string folder = Path.Combine(Catalogue.Folder, service, "postinst");
        return Directory.Exists(folder) ? string.Concat(Directory.GetFiles(folder).Select(File.ReadAllText)) : "";
    }

    private void AssertInside(string service, string path, string file) =>
        Assert.Equal(File.ReadAllText(file), _smol.MustRun("image", "cat", $"{service}:/{path}"));

    /// <summary>A site with all packages that the service adds.</summary>
    private void MakePackages(string service)
    {
        Directory.CreateDirectory(_smol["All"]);
        string options = Path.Combine(Catalogue.Folder, service, "options.mk");
        string[] names = [.. File.ReadAllLines(options).Where(line => line.StartsWith("ADDPKGS=", StringComparison.Ordinal)).SelectMany(line => line[8..].Split(' '))];
        File.WriteAllText(_smol["All/pkg_summary"], string.Concat(names.Select(name => $"PKGNAME={name}-1.0\n\n")));
        foreach (string name in names)
            new PackageBuilder($"{name}-1.0").File($"bin/{name}", name).File($"sbin/{name}", name).File($"sbin/{name}-init", name).Write(_smol[$"All/{name}-1.0.tgz"]);
    }

    private void MakeSets()
    {
        foreach (string set in Sets)
        {
            Directory.CreateDirectory(_smol[$"tree/{set}/usr/share"]);
            File.WriteAllText(_smol[$"tree/{set}/usr/share/{set}"], set);
            if (set == "base")
                FillBase();
            Directory.CreateDirectory(_smol["sets"]);
            Oracle.MustRun("tar", "-C", _smol[$"tree/{set}"], "-cf", _smol[$"sets/{set}.tar"], ".");
        }
    }

    /// <summary>What some services need of the base set, and of the release: the first process, boot code and a kernel for a BIOS.</summary>
    private void FillBase()
    {
        Put(_smol["tree/base/sbin/init"], "init"u8);
        foreach ((string name, byte[] bytes) in BootBlockDoubles.Files)
            Put(_smol[$"tree/base/usr/mdec/{name}"], bytes);
        Put(Path.Combine(_smol.Home, "kernels", "amd64", "netbsd-GENERIC"), new TestKernel(is64: true).Build(TestKernel.Devices));
    }

    private static void Put(string path, ReadOnlySpan<byte> bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }
}
