using Smol.Cli.Options;

namespace Smol.Cli.Machines;

/// <summary>The options of <c>smol run</c>. Letters are smolBSD's where it has one.</summary>
internal static class RunOptions
{
    public const string Name = "name";
    public const string Detach = "detach";
    public const string Remove = "rm";
    public const string Publish = "publish";
    public const string Kernel = "kernel";
    public const string Memory = "memory";
    public const string Cpus = "cpus";
    public const string Append = "append";
    public const string Variable = "env";
    public const string GuestFile = "env-file";
    public const string Accelerator = "accel";
    public const string LogMax = "log-max";
    public const string Help = "help";

    public static IReadOnlyList<GetoptOption> Table { get; } =
    [
        new('d', Detach, null, "Start it in the background and print its name"),
        new('\0', Name, "NAME", "Its name; made from the image's without one"),
        new('\0', Remove, null, "Remove it when it has stopped"),
        new('p', Publish, "PORTS", "[tcp|udp]:[hostaddr]:hostport-[guestaddr]:guestport, or 8080:80; port 0 takes a free one"),
        new('m', Memory, "MiB", "Memory (256)"),
        new('c', Cpus, "N", "Virtual CPUs (1)"),
        new('k', Kernel, "KERNEL", "A kernel's file, or the release of a kernel pack"),
        new('a', Append, "ARGUMENTS", "More arguments for the kernel"),
        new('e', Variable, "NAME=VALUE", "A variable for the guest"),
        new('E', GuestFile, "NAME=PATH", "A file of the host for the guest"),
        new('\0', Accelerator, "NAME", "kvm, hvf or tcg; the best that works without it"),
        new('\0', LogMax, "MiB", "How long the console's log may grow (16)"),
        new('h', Help, null, "Show this"),
    ];

    public static string HelpText { get; } = $"""
        Start a machine from an image.

        Usage:
          smol run [options] IMAGE

        IMAGE is an image of the store, or a disk image's file.

        Options:
        {Getopt.Describe(Table)}
        Examples:
          smol run hello
          smol run -d -p 8080:80 -e TOKEN=hi hello
          smol run --rm -k ./netbsd-SMOL ./my.img
        """;
}
