using Smol.Machines.Host;

namespace Smol.Machines.Qemu;

/// <summary>What the guest has of the host's files: folders over 9p, variables and files over fw_cfg.</summary>
internal static class QemuShares
{
    /// <summary>The arguments.</summary>
    public static IEnumerable<string> Arguments(MachineSpec spec, HostFacts host) => [.. Folders(spec, host), .. FirmwareConfiguration(spec)];

    /// <summary>
    /// What the guest's root makes belongs to the user who runs QEMU, and can do no more than that user (<c>none</c>). Where that user is
    /// root, owners and modes are kept in attributes instead, so that no setuid program or device node of the guest is one of the host.
    /// </summary>
    private static IEnumerable<string> Folders(MachineSpec spec, HostFacts host)
    {
        string model = host.IsRoot ? "mapped-xattr" : "none";
        for (int number = 0; number < spec.Shares.Count; number++)
        {
            MachineShare share = spec.Shares[number];
            yield return "-fsdev";
            yield return $"local,id=share{number},path={QemuWords.Escape(share.Path)},security_model={model},multidevs=remap{(share.ReadOnly ? ",readonly=on" : "")}";
            yield return "-device";
            yield return $"{QemuWords.Virtio(spec, "9p")},fsdev=share{number},mount_tag=share{number}";
        }
    }

    private static IEnumerable<string> FirmwareConfiguration(MachineSpec spec)
    {
        foreach (GuestVariable variable in spec.Variables)
        {
            // QEMU takes an empty string for none at all, and an empty file for an empty value.
            string value = variable.Value.Length == 0 ? "file=/dev/null" : $"string={QemuWords.Escape(variable.Value)}";
            yield return "-fw_cfg";
            yield return $"name=opt/org.smolbsd.var.{variable.Name},{value}";
        }
        foreach (GuestFile file in spec.Files)
        {
            yield return "-fw_cfg";
            yield return $"name=opt/org.smolbsd.file.{file.Name},file={QemuWords.Escape(file.Path)}";
        }
    }
}
