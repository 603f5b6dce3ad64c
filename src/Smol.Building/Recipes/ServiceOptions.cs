using System.Globalization;
using Smol.Guests;
using Smol.Storage;
using Smol.Storage.DiskImages;

namespace Smol.Building.Recipes;

/// <summary>What a service's <c>options.mk</c> and the command line say about its image.</summary>
public sealed record ServiceOptions
{
    private static readonly string[] Known =
        ["SERVICE", "GUEST", "ARCH", "SETS", "ADDSETS", "IMGSIZE", "MINIMIZE", "MOUNTRO", "PKGVERS", "ADDPKGS", "FS"];

    /// <summary>The guest; <see cref="GuestKind.NetBsd"/> unless <c>GUEST=linux</c>.</summary>
    public required GuestKind Guest { get; init; }

    /// <summary>Whether the recipe says so itself; otherwise what its sets hold decides.</summary>
    public required bool IsGuestSaid { get; init; }

    /// <summary>The architecture, in NetBSD's words.</summary>
    public required string Architecture { get; init; }

    /// <summary>The sets, in the order in which they are laid over each other: <c>SETS</c>, then <c>ADDSETS</c>.</summary>
    public required IReadOnlyList<string> Sets { get; init; }

    /// <summary>The NetBSD packages, by name or pattern: <c>ADDPKGS</c>.</summary>
    public required IReadOnlyList<string> Packages { get; init; }

    /// <summary>How large the image is: <c>IMGSIZE</c>, <c>MINIMIZE</c>, or just what the tree takes with <c>MOUNTRO</c>.</summary>
    public required FilesystemSize Size { get; init; }

    /// <summary>Whether the guest mounts its root read-only (<c>MOUNTRO</c>).</summary>
    public required bool ReadOnly { get; init; }

    /// <summary>The filesystem (<c>FS</c>): <c>ffs</c>, <c>ffs2</c> or <c>ext2</c>; null for the guest's own.</summary>
    public required string? Filesystem { get; init; }

    /// <summary>The pkgsrc version that the guest takes packages of (<c>PKGVERS</c>).</summary>
    public required string PackagesVersion { get; init; }

    /// <summary>Reads the variables.</summary>
    /// <param name="variables">What the files and the command line set.</param>
    /// <param name="hostArchitecture">The architecture when nothing names one.</param>
    /// <param name="place">What to name in an error.</param>
    /// <exception cref="SmolException">A variable is not known, or its value can't be.</exception>
    public static ServiceOptions Read(MakeVariables variables, string hostArchitecture, string place)
    {
        string? unknown = variables.Names.FirstOrDefault(name => !Known.Contains(name));
        if (unknown is not null)
            throw new SmolException($"the variable {unknown} is not known", place, "known are " + string.Join(' ', Known));

        try
        {
            GuestKind guest = Text("GUEST", "netbsd") switch
            {
                "netbsd" => GuestKind.NetBsd,
                "linux" => GuestKind.Linux,
                string other => throw new FormatException($"GUEST is '{other}', and can be netbsd or linux"),
            };
            string sets = Text("SETS", guest == GuestKind.Linux ? "busybox-static" : "base etc");
            bool readOnly = IsYes("MOUNTRO");
            return new()
            {
                Guest = guest,
                IsGuestSaid = variables.Get("GUEST") is { Length: > 0 },
                Architecture = Text("ARCH", hostArchitecture),
                Sets = Words(sets + " " + Text("ADDSETS", "")),
                Packages = Words(Text("ADDPKGS", "")),
                Size = ReadSize(readOnly),
                ReadOnly = readOnly,
                Filesystem = variables.Get("FS") is { Length: > 0 } filesystem ? FilesystemFormats.Get(filesystem).Name : null,
                PackagesVersion = Text("PKGVERS", "11.0"),
            };
        }
        catch (FormatException failure)
        {
            throw new SmolException(failure.Message, place, cause: failure);
        }

        string Text(string name, string otherwise) => variables.Get(name) is { Length: > 0 } value ? value.Trim() : otherwise;

        bool IsYes(string name) => Text(name, "n") is not ("n" or "N" or "no" or "NO");

        FilesystemSize ReadSize(bool exact)
        {
            string minimize = Text("MINIMIZE", "n");
            if (exact)
                return FilesystemSize.ExactFit;
            if (minimize.StartsWith('+'))
                return FilesystemSize.UsedPlus(Bytes("MINIMIZE", minimize[1..]));
            if (IsYes("MINIMIZE"))
                return FilesystemSize.Auto;
            string size = Text("IMGSIZE", "512");
            return size == "auto" ? FilesystemSize.Auto : FilesystemSize.Of(Bytes("IMGSIZE", size));
        }
    }

    private static long Bytes(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0
            ? (long)value << 20
            : throw new FormatException($"{name} is '{text}', and must be a number of MiB");

    private static string[] Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
