using Smol.Building.Recipes.Make;
using Smol.Guests;
using Smol.Guests.NetBsd.Booting;
using Smol.Machines.Ports;
using Smol.Storage;
using Smol.Storage.DiskImages;

namespace Smol.Building.Recipes;

/// <summary>Reads <see cref="ServiceOptions"/> from variables.</summary>
/// <param name="variables">What the files and the command line set.</param>
internal sealed class ServiceOptionsReader(MakeVariables variables)
{
    private static readonly string[] NoTag = ["", ":"];
    private readonly OptionValues _values = new(variables);

    /// <summary>Reads them.</summary>
    /// <exception cref="SmolException">A value can't be; the place is where it was set.</exception>
    public ServiceOptions Read()
    {
        GuestKind guest = ReadGuest();
        bool isReadOnly = _values.Flag("MOUNTRO");
        FilesystemSize size = ReadSize();
        FilesystemSize? minimized = ReadMinimized();
        return new()
        {
            Guest = guest,
            IsGuestSaid = _values.Text("GUEST") is not null,
            Architecture = ReadArchitecture(),
            Sets = ReadSets(guest),
            Size = isReadOnly ? FilesystemSize.ExactFit : minimized ?? size,
            IsSizeSaid = isReadOnly || minimized is not null || variables.OriginOf("IMGSIZE") is not ValueOrigin.Default,
            IsMinimized = minimized is not null,
            ReadOnly = isReadOnly,
            Filesystem = _values.Parsed("FS", text => FilesystemFormats.Get(text).Name),
            PackagesVersion = _values.Word("PKGVERS") ?? "11.0",
            Packages = _values.Words("ADDPKGS"),
            Release = _values.Word("VERS") ?? "11",
            Kernel = variables.OriginOf("KERNEL") is ValueOrigin.Default ? null : _values.Word("KERNEL"),
            Memory = variables.OriginOf("MEM") is ValueOrigin.Default ? null : _values.Number("MEM", "MiB"),
            Ports = _values.Parsed("PUBLISH", PortForward.ParseList) ?? [],
            BuildCpus = _values.Number("BUILDCPUS", "CPUs") ?? 2,
            BuildMemory = _values.Number("BUILDMEM", "MiB") ?? 1024,
            BiosBoot = _values.Flag("BIOSBOOT"),
            BiosConsole = _values.Parsed("BIOSCONSOLE", BootConsole.Parse)?.Text ?? "com0",
            BiosKernel = _values.Word("BIOSKERNEL") ?? "netbsd-GENERIC",
            Smolify = _values.Flag("SMOLIFY"),
            BaseImage = _values.Word("FROMIMG"),
            ImageTag = ReadTag(),
            OnlyScript = _values.Word("SVCIMG"),
            FetchedScript = ReadFetchedScript(),
        };
    }

    private GuestKind ReadGuest() => _values.Text("GUEST") switch
    {
        null or "netbsd" => GuestKind.NetBsd,
        "linux" => GuestKind.Linux,
        _ => throw _values.Wrong("GUEST", "can be netbsd or linux"),
    };

    private string ReadArchitecture()
    {
        string text = _values.Text("ARCH")!;
        return ServiceArchitecture.Find(text) ?? throw _values.Wrong("ARCH", "can be amd64, i386 or evbarm-aarch64");
    }

    private IReadOnlyList<string> ReadSets(GuestKind guest)
    {
        IReadOnlyList<string> sets = _values.Words("SETS");
        if (sets.Count == 0 && _values.Word("FROMIMG") is null)
            sets = guest == GuestKind.Linux ? ["busybox-static"] : ["base", "etc"];
        return [.. sets, .. _values.Words("ADDSETS")];
    }

    private FilesystemSize? ReadMinimized()
    {
        if (_values.Text("MINIMIZE") is ['+', .. string margin])
            return FilesystemSize.UsedPlus(Bytes(_values.Number("MINIMIZE", margin, "MiB behind the '+'")));
        return _values.Text("MINIMIZE")?.ToUpperInvariant() switch
        {
            null or "N" or "NO" => null,
            "Y" or "YES" => FilesystemSize.Auto,
            _ => throw _values.Wrong("MINIMIZE", "can be y, n, or a number of MiB behind a '+'"),
        };
    }

    private FilesystemSize ReadSize() =>
        _values.Text("IMGSIZE") == "auto" ? FilesystemSize.Auto : FilesystemSize.Of(Bytes(_values.Number("IMGSIZE", "MiB") ?? 512));

    private static long Bytes(int mebibytes) => (long)mebibytes << 20;

    /// <summary>smolBSD puts it behind the image's name as it is, so it has a colon there.</summary>
    private string? ReadTag() => _values.Word("IMGTAG") is { } tag && !NoTag.Contains(tag) ? tag.TrimStart(':') : null;

    private Uri? ReadFetchedScript()
    {
        if (_values.Word("CURLSH") is not { } text)
            return null;
        if (!text.Contains("://", StringComparison.Ordinal))
            return new(Path.GetFullPath(text));
        return Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" or "file"
            ? address
            : throw _values.Wrong("CURLSH", "must be the URL or path of a script");
    }
}
