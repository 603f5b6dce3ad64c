using System.Globalization;
using Smol.Cli.Options;
using Smol.Storage;

namespace Smol.Cli.SmolBsd;

/// <summary><c>smol mkimg</c>: the flags and the environment of smolBSD's <c>mkimg.sh</c>, said in the words of <c>smol build</c>.</summary>
internal static class MkimgCommandLine
{
    private const string Service = "service";
    private const string Root = "rootdir";
    private const string Size = "megabytes";
    private const string Image = "image";
    private const string Sets = "sets";
    private const string Kernel = "kernel";
    private const string Script = "curlsh";
    private const string BiosBoot = "biosboot";
    private const string ReadOnly = "readonly";
    private const string Postinst = "postinst";
    private const string Network = "network";
    private const string Help = "help";

    private static readonly GetoptOption[] Table =
    [
        new('s', Service, "NAME", "The service (rescue)"),
        new('r', Root, "FOLDER", "A root folder in place of the sets"),
        new('m', Size, "MiB", "The image's size (20; as FROMIMG's with one)"),
        new('i', Image, "FILE", "The image's file (rescue-ARCH.img)"),
        new('x', Sets, "SETS", "The sets, with blanks between them (rescue; none with FROMIMG)"),
        new('k', Kernel, "FILE", "A kernel that becomes /netbsd of the image"),
        new('c', Script, "URL", "A script that is run at the end, or its path"),
        new('b', BiosBoot, null, "Make an image that a BIOS can boot"),
        new('o', ReadOnly, null, "The root is mounted read-only"),
        new('\0', Postinst, "WHERE", "As smol build's"),
        new('\0', Network, null, "As smol build's"),
        new('h', Help, null, "Show this"),
    ];

    /// <summary>The variables that mkimg.sh reads, or hands to scripts, where no flag says them. Those that are not set are empty, whatever <c>options.mk</c> says.</summary>
    private static readonly string[] Variables = ["ADDPKGS", "ADDSETS", "FROMIMG", "MINIMIZE", "SVCIMG"];

    /// <summary>What is shown where the command line is not understood.</summary>
    public static string UsageText { get; } = $"""
        Usage:
          smol mkimg [options]

        Options:
        {Getopt.Describe(Table)}
        """;

    /// <summary>What <c>--help</c> shows.</summary>
    public static string HelpText { get; } = $"""
        Make a disk image's file from a service, with the flags and the environment of smolBSD's mkimg.sh.

        {UsageText}
        The environment gives ADDPKGS, ADDSETS, ARCH (amd64), BIOSBOOT, BIOSCONSOLE, CURLSH, FROMIMG, MINIMIZE, MOUNTRO, PKGSITE, PKGVERS
        and SVCIMG. As in mkimg.sh, the service's options.mk says none of this; 'smol build' goes by it.

        Examples:
          smol mkimg -s rescue -m 20 -i rescue.img -x rescue.tar.xz
          ADDPKGS=bash smol mkimg -s base -m 512 -x "base.tar.xz etc.tar.xz" -o
        """;

    /// <summary>The command line of <c>smol build</c> that does the same; null when only help is wanted.</summary>
    /// <param name="arguments">The flags.</param>
    /// <param name="environment">The value of a variable of the environment; null or empty for none.</param>
    /// <exception cref="SmolException">A flag is not one of mkimg.sh, or its value can't be.</exception>
    public static string[]? Translate(string[] arguments, Func<string, string?> environment)
    {
        Getopt line = Getopt.Parse(Table, arguments);
        if (line.Has(Help))
            return null;
        if (line.Operands.Concat(line.Rest ?? []).FirstOrDefault() is { } stranger)
            throw new SmolException("is not expected here", stranger, "'smol mkimg -h' shows the flags");

        string architecture = Said("ARCH") ?? "amd64";
        string? biosBoot = line.Has(BiosBoot) ? "y" : Said("BIOSBOOT");
        List<string> build =
        [
            "build", Given(Service) ?? "rescue", "--output=" + (Given(Image) ?? $"rescue-{architecture}.img"),
            "ARCH=" + architecture,
            "SETS=" + (Given(Sets) ?? (Said("FROMIMG") is null ? "rescue" : "")),
            "IMGSIZE=" + (Given(Size) is { } size ? Number(size) : SizeOf(Said("FROMIMG"))),
            "MOUNTRO=" + (line.Has(ReadOnly) ? "y" : Said("MOUNTRO")),
            "CURLSH=" + (Given(Script) ?? Said("CURLSH")),
            "BIOSBOOT=" + biosBoot,
            "BIOSCONSOLE=" + (biosBoot is null ? null : Said("BIOSCONSOLE")),
            // mkimg.sh gets its kernel as it is to be.
            "SMOLIFY=",
            .. Variables.Select(name => $"{name}={Said(name)}"),
        ];
        Add("PKGVERS=", Said("PKGVERS"));
        Add("--pkgsite=", Said("PKGSITE"));
        Add("--root=", Given(Root));
        Add("--kernel=", Given(Kernel));
        Add("--postinst=", Given(Postinst));
        if (line.Has(Network))
            build.Add("--network");
        return [.. build];

        string? Given(string option) => line.Last(option) is { Length: > 0 } value ? value : null;

        string? Said(string variable) => environment(variable) is { Length: > 0 } value ? value : null;

        void Add(string before, string? value)
        {
            if (value is not null)
                build.Add(before + value);
        }
    }

    private static string Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int size) && size > 0
            ? text
            : throw new SmolException("must be a number of MiB", "-m " + text);

    /// <summary>mkimg.sh copies the image that it starts from, so the new one is as large.</summary>
    private static string SizeOf(string? baseImage)
    {
        if (baseImage is null)
            return "20";
        return new[] { Path.Combine("images", baseImage), baseImage }.FirstOrDefault(File.Exists) is { } path
            ? ((new FileInfo(path).Length + (1 << 20) - 1) >> 20).ToString(CultureInfo.InvariantCulture)
            : "auto";
    }
}
