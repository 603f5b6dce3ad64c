using Smol.Cli.Machines;
using Smol.Guests.Linux;

namespace Smol.Cli.Kernels;

/// <summary>A kernel as <c>smol kernel ls</c> prints it.</summary>
/// <param name="Guest"><c>netbsd</c> or <c>linux</c>.</param>
/// <param name="Name">A kernel pack's release, or the file's name.</param>
/// <param name="Architecture">The architecture, in NetBSD's words.</param>
/// <param name="IsDefault">Whether <c>smol run</c> takes it when none is named.</param>
/// <param name="Path">The file.</param>
/// <param name="Modules">The modules in a kernel pack.</param>
internal sealed record KernelListRow(string Guest, string Name, string Architecture, bool IsDefault, string Path, IReadOnlyList<string> Modules)
{
    private static readonly string[] Architectures = ["amd64", "i386", "evbarm-aarch64"];

    /// <summary>All kernels that <c>smol run</c> could find.</summary>
    public static KernelListRow[] All(SmolFolders folders) => [.. NetBsd(folders), .. Linux(folders)];

    private static IEnumerable<KernelListRow> NetBsd(SmolFolders folders)
    {
        var files = new NetBsdKernelFiles(folders);
        foreach (string architecture in Architectures)
        {
            bool isFirst = true;
            foreach (string path in files.Of(architecture))
            {
                yield return new("netbsd", System.IO.Path.GetFileName(path), architecture, isFirst, path, []);
                isFirst = false;
            }
        }
    }

    private static IEnumerable<KernelListRow> Linux(SmolFolders folders)
    {
        var packs = new KernelPacks(folders.Kernels);
        IReadOnlyList<KernelPack> all = packs.List();
        return all.Select(pack => new KernelListRow(
            "linux", pack.Release, pack.Architecture, pack == all.Last(other => other.Architecture == pack.Architecture), packs.KernelPath(pack), pack.Modules));
    }
}
