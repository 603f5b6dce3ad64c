namespace Smol.Cli.Settings;

/// <summary>Something that a flag, the environment or the configuration file can say.</summary>
/// <param name="Name">Its name: the flag's without the dashes, and the one in the file.</param>
/// <param name="Variable">The environment variable.</param>
/// <param name="Description">What it is, for the help.</param>
internal sealed record Setting(string Name, string Variable, string Description)
{
    public static Setting Mirror { get; } = new("mirror", "SMOL_MIRROR", "What holds ARCH/binary/{sets,kernel}: a URL or a folder");

    public static Setting Release { get; } = new("release", "SMOL_RELEASE", "NetBSD's release, such as 11");

    public static Setting Kernels { get; } = new("kernels", "SMOL_KERNELS", "What holds smolBSD's kernels: a URL or a folder");

    public static Setting PackageSite { get; } = new("pkgsite", "SMOL_PKGSITE", "What holds pkg_summary and the packages: a URL or a folder");

    public static IReadOnlyList<Setting> All { get; } = [Mirror, Release, Kernels, PackageSite];
}
