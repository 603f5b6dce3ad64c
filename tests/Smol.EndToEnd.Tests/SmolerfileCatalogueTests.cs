using Smol.Guests.Tests.NetBsd.Packages;
using Smol.TestSupport;
using Smol.TestSupport.Mirrors;

namespace Smol.EndToEnd.Tests;

/// <summary>
/// The SMOLerfiles that ship with smol: each is clean, and builds. A Linux userland stands in for NetBSD's where steps need a guest:
/// busybox, and scripts in place of the programs and packages that the files use.
/// </summary>
public sealed class SmolerfileCatalogueTests : IDisposable
{
    private const string StandIn = """
        FROM busybox-static
        LABEL smolbsd.guest=linux smolbsd.imgsize=64
        COPY --chmod=755 <<'EOF' /usr/sbin/useradd
        #!/bin/sh
        # useradd -m -s SHELL USER
        echo "$4:x:1000:1000::/home/$4:$3" >>/etc/passwd
        echo "$4:x:1000:" >>/etc/group
        mkdir -p "/home/$4"
        EOF
        COPY --chmod=755 <<'EOF' /usr/sbin/usermod
        #!/bin/sh
        echo "$2:x:10:$3" >>/etc/group
        EOF
        COPY --chmod=755 <<'EOF' /usr/bin/cmake
        #!/bin/sh
        mkdir -p build && cp src/pty.c build/ttyd
        EOF
        COPY <<EOF /etc/passwd
        root:x:0:0::/root:/bin/sh
        EOF
        COPY <<EOF /etc/group
        wheel:x:0:root
        EOF
        CMD ["/bin/sh"]
        """;

    private static readonly string Folder = Path.Combine(Catalogue.Repository(), "smolerfiles");

    private readonly SmolProgram _smol = new();
    private readonly TestMirror _mirror = new();

    /// <summary>Their names.</summary>
    public static TheoryData<string> Names { get; } = [.. Directory.GetFiles(Folder, "*.smol").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal)];

    /// <summary>Those without a step for a guest.</summary>
    public static TheoryData<string> WithoutGuest { get; } = ["caddy", "hello", "tiny"];

    public static TheoryData<string> WithGuest { get; } = [.. Names.Select(row => row.Data).Except(WithoutGuest.Select(row => row.Data))];

    public SmolerfileCatalogueTests() => Oracle.MustRun("cp", "-R", Folder, _smol["smolerfiles"]); // a build writes a lock beside its file

    public void Dispose()
    {
        _mirror.Dispose();
        _smol.Dispose();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_to_be_said_of_it_and_it_has_a_plan(string name)
    {
        SmolResult lint = _smol.Run("lint", PathOf(name));
        Assert.Equal((0, "", ""), (lint.Code, lint.Output, lint.Errors));
        string plan = _smol.MustRun("lint", PathOf(name), "--print", "plan");
        Assert.Equal(WithoutGuest.All(row => row.Data != name), plan.Contains("\n  guest ", StringComparison.Ordinal));
        Assert.Contains($"smol build smolerfiles/{name}.smol", TextOf(name), StringComparison.Ordinal);
        Assert.Contains($"({name}.smol)", File.ReadAllText(Path.Combine(Folder, "README.md")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(WithoutGuest))]
    public void Without_RUN_it_is_composed_of_sets_and_packages(string name)
    {
        foreach (string set in (string[])["base", "etc"])
        {
            Directory.CreateDirectory(_smol[$"tree/{set}/bin"]);
            File.WriteAllText(_smol[$"tree/{set}/bin/sh"], "");
            Directory.CreateDirectory(_smol["sets"]);
            Oracle.MustRun("tar", "-C", _smol[$"tree/{set}"], "-cf", _smol[$"sets/{set}.tar"], ".");
        }
        MakePackages(name);
        _smol.MustRun("build", PathOf(name), "--sets", _smol["sets"], "--pkgsite", _smol["All"]);

        Assert.Equal("", _smol.MustRun("image", "fsck", name));
        Assert.Contains($"# made by 'smol build {name}.smol'", _smol.MustRun("image", "cat", name + ":/etc/rc"), StringComparison.Ordinal);
        foreach (string package in Packages(name))
            Assert.Equal(package, _smol.MustRun("image", "cat", $"{name}:/usr/pkg/bin/{package}"));
    }

    [Fact]
    public async Task Hello_serves_its_page_from_a_Linux_guest()
    {
        Oracle.Find("qemu-system-x86_64");
        ImportKernel();
        _smol.MustRun("build", PathOf("hello"), "GUEST=linux", "BASE=busybox-static", "--sets", DebianPackages.Folder);
        _smol.MustRun("run", "-d", "--name", "hello", "-p", "0:80", "hello");
        string address = _smol.MustRun("port", "hello", "80").Trim();
        Assert.Contains("Hello from a microVM", await Page.GetAsync(address, TimeSpan.FromSeconds(120)), StringComparison.Ordinal);
        _smol.MustRun("rm", "-f", "hello");
    }

    [Theory]
    [MemberData(nameof(WithGuest))]
    public void Its_steps_run_in_a_guest(string name)
    {
        Oracle.Find("qemu-system-x86_64");
        ImportKernel();
        File.WriteAllText(_smol["standin.smol"], StandIn);
        _smol.MustRun("build", "standin.smol", "--sets", DebianPackages.Folder);
        MakePackages(name);
        string[] sources = MakeSources();
        SmolResult build = _smol.Run(["build", PathOf(name), "BASE=standin", "--pkgsite", _smol["All"], .. sources]);

        Assert.True(build.Code == 0, build.Errors);
        Assert.Equal("", _smol.MustRun("image", "fsck", name));
        if (name != "nginx")
            Assert.Contains(":1000:1000::/home/", _smol.MustRun("image", "cat", name + ":/etc/passwd"), StringComparison.Ordinal);
    }

    private static string PathOf(string name) => $"smolerfiles/{name}.smol";

    private static string TextOf(string name) => File.ReadAllText(Path.Combine(Folder, name + ".smol"));

    /// <summary>What its labels and ARGs name.</summary>
    private static string[] Packages(string name)
    {
        string text = TextOf(name).Replace("${PACKAGES}", "bash", StringComparison.Ordinal);
        return [.. text.Split('\n').Where(line => line.Contains("smolbsd.addpkgs=", StringComparison.Ordinal))
            .SelectMany(line => line.Split("addpkgs=")[1].Split(['"', ' ', '\\'], StringSplitOptions.RemoveEmptyEntries)).Distinct()];
    }

    private void MakePackages(string name)
    {
        Directory.CreateDirectory(_smol["All"]);
        File.WriteAllText(_smol["All/pkg_summary"], string.Concat(Packages(name).Select(package => $"PKGNAME={package}-1.0\n\n")));
        foreach (string package in Packages(name))
            new PackageBuilder($"{package}-1.0").File($"bin/{package}", package).Write(_smol[$"All/{package}-1.0.tgz"]);
    }

    /// <summary>What the files fetch of other projects, on a server of this test.</summary>
    private string[] MakeSources()
    {
        Publish("ttyd/1.7.7.tar.gz", "ttyd-1.7.7/src/pty.c");
        Publish("picoclaw/v0.3.1/picoclaw_Netbsd_x86_64.tar.gz", "picoclaw", "picoclaw-launcher");
        Publish("crush/v0.90.0/crush_0.90.0_Netbsd_x86_64.tar.gz", "crush_0.90.0_Netbsd_x86_64/crush");
        return ["--build-arg", "BUILD_BASE=standin", $"TTYD_SITE={_mirror.Url("ttyd")}", $"PICOCLAW_SITE={_mirror.Url("picoclaw")}", $"CRUSH_SITE={_mirror.Url("crush")}"];
    }

    private void Publish(string path, params string[] members)
    {
        string folder = _smol["sources/" + path];
        foreach (string member in members)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, member))!);
            File.WriteAllText(Path.Combine(folder, member), "stand-in\n");
        }
        string archive = _smol["sources.tar.gz"];
        Oracle.MustRun("tar", ["-C", folder, "-czf", archive, .. members]);
        _mirror.Put(path, File.ReadAllBytes(archive));
    }

    private void ImportKernel() => _smol.MustRun(["kernel", "import", .. Directory.GetFiles(DebianPackages.Folder, "*.deb")]);
}
