using Smol.Storage;

namespace Smol.Machines.MachineFiles;

/// <summary>
/// A machine file, smolBSD's <c>etc/NAME.conf</c>: what startnb.sh reads as a shell script is parsed here, and nothing in it is run.
/// </summary>
/// <param name="Path">Where it is.</param>
/// <param name="Service">The service that it is for: its name without folder and <c>.conf</c>.</param>
/// <param name="Values">What it sets, by key; an empty value is as none.</param>
public sealed record MachineFile(string Path, string Service, IReadOnlyDictionary<string, MachineFileValue> Values)
{
    /// <summary>The keys that there are: startnb.sh's variables.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        "img", "kernel", "mem", "cores", "hostfwd", "append", "share", "sharerw", "extra", "root", "imgtag", "use_pty", "bridgenet", "serial_port",
        "qmp_port", "fwcfgvar", "fwcfgfile", "max_ports", "drive2", "nonet", "initrd", "ARCH", "KERNEL", "NBIMG", "QEMU", "QEMU_ACCEL",
    ];

    /// <summary>Reads a machine file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="environment">The variables that it may use besides its own.</param>
    /// <exception cref="SmolException">It can't be read, or something in it is not understood; the place is <c>file:line</c>.</exception>
    public static MachineFile Load(string path, Func<string, string?> environment)
    {
        try
        {
            return Parse(path, File.ReadAllText(path), environment);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SmolException("there is no such machine file", path, cause: failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be read: " + failure.Message, path, cause: failure);
        }
    }

    /// <summary>Reads the text of one.</summary>
    /// <inheritdoc cref="Load" path="/exception"/>
    public static MachineFile Parse(string path, string text, Func<string, string?> environment)
    {
        string service = System.IO.Path.GetFileName(path);
        if (service.EndsWith(".conf", StringComparison.Ordinal))
            service = service[..^".conf".Length];
        return new(path, service, new MachineFileParser(path, text, environment).Run());
    }

    /// <summary>What a key is set to; null when it is not, or to nothing.</summary>
    public string? this[string key] => Values.TryGetValue(key, out MachineFileValue? value) && value.Text.Length > 0 ? value.Text : null;

    /// <summary>Where a key is set, as the place of an error.</summary>
    public string PlaceOf(string key) => Values.TryGetValue(key, out MachineFileValue? value) ? $"{Path}:{value.Line}" : Path;
}
