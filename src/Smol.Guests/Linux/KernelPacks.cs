using System.Text.Json;
using Smol.Storage;

namespace Smol.Guests.Linux;

/// <summary>The kernel packs of a user: a folder each, <c>RELEASE/{pack.json,vmlinuz,initramfs}</c>.</summary>
/// <param name="folder">The folder that holds them; made when the first comes.</param>
public sealed class KernelPacks(string folder)
{
    private const string RecordName = "pack.json";
    private const string Arriving = ".arriving-";

    /// <summary>The kernel of a pack.</summary>
    public string KernelPath(KernelPack pack) => Path.Combine(folder, pack.Release, "vmlinuz");

    /// <summary>The initramfs of a pack.</summary>
    public string InitramfsPath(KernelPack pack) => Path.Combine(folder, pack.Release, "initramfs");

    /// <summary>All packs, older releases first.</summary>
    /// <exception cref="SmolException">A record is damaged.</exception>
    public IReadOnlyList<KernelPack> List()
    {
        if (!Directory.Exists(folder))
            return [];
        return
        [
            .. Directory.EnumerateDirectories(folder)
                .Where(path => !Path.GetFileName(path).StartsWith(Arriving, StringComparison.Ordinal))
                .Select(path => Path.Combine(path, RecordName)).Where(File.Exists)
                .Select(Load).OrderBy(pack => pack.Release, new KernelReleaseOrder()),
        ];
    }

    /// <summary>The pack of that release, or without one the newest of that architecture.</summary>
    /// <exception cref="SmolException">There is none.</exception>
    public KernelPack Get(string architecture, string? release)
    {
        IReadOnlyList<KernelPack> packs = List();
        return packs.LastOrDefault(pack => pack.Architecture == architecture && (release is null || pack.Release == release))
            ?? throw new SmolException($"there is no kernel for a Linux guest on {architecture}", release,
                "'smol kernel import' makes one from Debian's linux-image-cloud and busybox-static packages");
    }

    /// <summary>Stores a pack; one of the same release is replaced.</summary>
    /// <exception cref="SmolException">The folder can't be written.</exception>
    internal void Store(KernelPack pack, Action<Stream> writeKernel, Action<Stream> writeInitramfs)
    {
        string arriving = Path.Combine(folder, $"{Arriving}{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(arriving);
            WriteFile(Path.Combine(arriving, "vmlinuz"), writeKernel);
            WriteFile(Path.Combine(arriving, "initramfs"), writeInitramfs);
            File.WriteAllBytes(Path.Combine(arriving, RecordName), JsonSerializer.SerializeToUtf8Bytes(pack, GuestsJson.Default.KernelPack));
            string target = Path.Combine(folder, pack.Release);
            if (Directory.Exists(target))
                Directory.Move(target, arriving + ".old");
            Directory.Move(arriving, target);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be written: " + failure.Message, folder, cause: failure);
        }
        finally
        {
            foreach (string left in new[] { arriving, arriving + ".old" }.Where(Directory.Exists))
                Directory.Delete(left, recursive: true);
        }
    }

    private static void WriteFile(string path, Action<Stream> write)
    {
        using FileStream file = File.Create(path);
        write(file);
    }

    private static KernelPack Load(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), GuestsJson.Default.KernelPack) ?? throw new JsonException("it is empty");
        }
        catch (JsonException failure)
        {
            throw new SmolException("is not the record of a kernel pack: " + failure.Message, path, "import the kernel again", failure);
        }
    }
}
