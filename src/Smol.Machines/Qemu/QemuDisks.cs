using Smol.Machines.State;

namespace Smol.Machines.Qemu;

/// <summary>The drives, the one with the root first.</summary>
internal static class QemuDisks
{
    /// <summary>The id of the drive with the root.</summary>
    public const string RootDrive = "disk0";

    /// <summary>The arguments.</summary>
    public static IEnumerable<string> Arguments(MachineSpec spec, MachinePaths paths)
    {
        var drives = new List<string>();
        if (spec.Storage != RootStorage.RamDisk)
            drives.AddRange(Drive(spec, 0, Root(spec, paths), spec is { ReadOnly: false, Storage: RootStorage.SharedImage } ? ",share-rw=on" : ""));
        foreach (MachineDrive drive in spec.Drives)
            drives.AddRange(Drive(spec, drives.Count / 4, $"{Raw(drive.Path)}{(drive.ReadOnly ? ",readonly=on" : "")}", ""));
        return drives;
    }

    private static string Root(MachineSpec spec, MachinePaths paths) => spec switch
    {
        { ReadOnly: true } => Raw(spec.ImagePath) + ",readonly=on",
        // QEMU's own overlay has no name: it is gone however QEMU ends.
        { Storage: RootStorage.Ephemeral } => Raw(spec.ImagePath) + ",snapshot=on",
        { Storage: RootStorage.Image or RootStorage.SharedImage } => Raw(spec.ImagePath),
        _ => $"file={QemuWords.Escape(paths.Overlay)},format=qcow2",
    };

    private static string Raw(string path) => $"file={QemuWords.Escape(path)},format=raw";

    private static string[] Drive(MachineSpec spec, int number, string file, string options) =>
        ["-drive", $"if=none,id=disk{number},{file}", "-device", $"{QemuWords.Virtio(spec, "blk")},drive=disk{number}{options}"];
}
