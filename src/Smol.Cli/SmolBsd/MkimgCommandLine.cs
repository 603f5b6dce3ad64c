using Smol.Cli.Options;
using Smol.Storage;

namespace Smol.Cli.SmolBsd;

/// <summary><c>smol mkimg</c>: the flags of smolBSD's <c>mkimg.sh</c>, said in the words of <c>smol build</c>.</summary>
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
    private const string Help = "help";

    private static readonly GetoptOption[] Table =
    [
        new('s', Service, "NAME", "The service (rescue)"),
        new('r', Root, "FOLDER", "A root folder in place of the sets"),
        new('m', Size, "MiB", "The image's size; what options.mk says, or 20, without it"),
        new('i', Image, "FILE", "The image's file (rescue-ARCH.img)"),
        new('x', Sets, "SETS", "The sets, with blanks between them; what options.mk says, or rescue, without it"),
        new('k', Kernel, "FILE", "A kernel that becomes /netbsd of the image"),
        new('c', Script, "URL", "A script that is run at the end"),
        new('b', BiosBoot, null, "Make an image that a BIOS can boot"),
        new('o', ReadOnly, null, "The root is mounted read-only"),
        new('h', Help, null, "Show this"),
    ];

    /// <summary>What <c>--help</c> shows.</summary>
    public static string HelpText { get; } = $"""
        Make a disk image's file from a service, with the flags and the environment of smolBSD's mkimg.sh.

        Usage:
          smol mkimg [options]

        Options:
        {Getopt.Describe(Table)}
        The environment gives ARCH, ADDSETS, ADDPKGS, MINIMIZE, PKGVERS, FROMIMG, SVCIMG, BIOSCONSOLE and the other variables of a service.

        Examples:
          smol mkimg -s rescue -m 20 -i rescue.img -x rescue.tar.xz
          smol mkimg -s base -x "base.tar.xz etc.tar.xz" -o
        """;

    /// <summary>The command line of <c>smol build</c> that does the same; null when only help is wanted.</summary>
    /// <exception cref="SmolException">A flag is not one of mkimg.sh.</exception>
    public static string[]? Translate(string[] arguments)
    {
        Getopt line = Getopt.Parse(Table, arguments);
        if (line.Has(Help))
            return null;
        if (line.Operands.Concat(line.Rest ?? []).FirstOrDefault() is { } stranger)
            throw new SmolException("is not expected here", stranger, "'smol mkimg -h' shows the flags");
        // What mkimg.sh takes for granted has the rank of the environment: the recipe's own files win.
        SetDefault("SETS", "rescue");
        SetDefault("IMGSIZE", "20");
        string image = line.Last(Image) ?? $"rescue-{Environment.GetEnvironmentVariable("ARCH") ?? Host.Architecture}.img";
        List<string> build = ["build", line.Last(Service) ?? "rescue", "--output", image];
        Add(Size, "IMGSIZE=");
        Add(Sets, "SETS=");
        Add(Script, "CURLSH=");
        if (line.Has(BiosBoot))
            build.Add("BIOSBOOT=y");
        if (line.Has(ReadOnly))
            build.Add("MOUNTRO=y");
        if (line.Last(Root) is { } root)
            build.AddRange(["--root", root]);
        if (line.Last(Kernel) is { } kernel)
            build.AddRange(["--kernel", kernel]);
        return [.. build];

        void Add(string option, string variable)
        {
            if (line.Last(option) is { } value)
                build.Add(variable + value);
        }
    }

    private static void SetDefault(string variable, string value)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable)))
            Environment.SetEnvironmentVariable(variable, value);
    }
}
