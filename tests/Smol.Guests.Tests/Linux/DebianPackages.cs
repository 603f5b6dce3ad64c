using Smol.TestSupport;

namespace Smol.Guests.Tests.Linux;

/// <summary>Debian packages: made here by dpkg-deb, or the real ones that <c>./test</c> has downloaded.</summary>
internal static class DebianPackages
{
    /// <summary>What every Linux guest needs, as modules without needs of their own but one.</summary>
    public static IReadOnlyDictionary<string, byte[]> Drivers { get; } = new Dictionary<string, byte[]>
    {
        ["virtio"] = Programs.Module("virtio"),
        ["virtio_mmio"] = Programs.Module("virtio_mmio", "virtio"),
        ["virtio_blk"] = Programs.Module("virtio_blk", "virtio"),
        ["virtio_net"] = Programs.Module("virtio_net", "virtio"),
        ["ext4"] = Programs.Module("ext4"),
    };

    /// <summary>A package with a kernel and its modules.</summary>
    public static string Kernel(Scratch scratch, string release, IReadOnlyDictionary<string, byte[]> modules, string architecture = "amd64")
    {
        var files = modules.ToDictionary(module => $"lib/modules/{release}/kernel/{module.Key}.ko", module => module.Value);
        files[$"boot/vmlinuz-{release}"] = "the kernel "u8.ToArray();
        return Make(scratch, $"linux-image-{release}", architecture, files);
    }

    /// <summary>A package with busybox.</summary>
    public static string Busybox(Scratch scratch, string architecture = "amd64") =>
        Make(scratch, "busybox-static", architecture, new Dictionary<string, byte[]> { ["bin/busybox"] = Programs.Linux });

    /// <summary>A package.</summary>
    public static string Make(Scratch scratch, string name, string architecture, IReadOnlyDictionary<string, byte[]> files)
    {
        string root = scratch[$"{name}_{architecture}"];
        foreach ((string path, byte[] bytes) in files.Append(new("DEBIAN/control", Control(name, architecture))))
        {
            string file = Path.Combine(root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, bytes);
        }
        string package = root + ".deb";
        Oracle.MustRun("dpkg-deb", "--build", "--root-owner-group", "-Zxz", "-z1", root, package);
        return package;
    }

    /// <summary>The real packages: a kernel's and busybox's. A test that needs them is skipped where they are missing.</summary>
    public static (string Kernel, string Busybox) Real()
    {
        string folder = Environment.GetEnvironmentVariable("SMOL_TEST_DEBS") ?? "/var/cache/smol-test/debs";
        return (Find("linux-image-*-cloud-*.deb"), Find("busybox-static_*.deb"));

        string Find(string pattern)
        {
            string? found = Directory.Exists(folder) ? Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal).LastOrDefault() : null;
            Assert.SkipWhen(found is null, $"there is no {pattern} in {folder}, which SMOL_TEST_DEBS names and tests/fetch-debs fills");
            return found!;
        }
    }

    private static byte[] Control(string name, string architecture) =>
        System.Text.Encoding.UTF8.GetBytes($"Package: {name}\nVersion: 1.0-1\nArchitecture: {architecture}\nMaintainer: nobody <nobody@example.org>\nDescription: for a test\n");
}
