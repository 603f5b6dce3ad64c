namespace Smol.Machines.Host;

/// <summary>How QEMU is installed on a host.</summary>
internal static class QemuPackage
{
    // The names in Debian, Fedora, Alpine, SUSE.
    private static readonly string[] X86Names = ["qemu-system-x86", "qemu-system-x86", "qemu-system-x86_64", "qemu-x86"];
    private static readonly string[] ArmNames = ["qemu-system-arm", "qemu-system-aarch64", "qemu-system-aarch64", "qemu-arm"];

    /// <summary>A command that installs QEMU, or a sentence where the host is not known.</summary>
    /// <param name="isMac">Whether the host is a Mac.</param>
    /// <param name="osRelease">The text of os-release(5), empty where there is none.</param>
    /// <param name="isArm">Whether the guest's CPU is an ARM.</param>
    public static string Advice(bool isMac, string osRelease, bool isArm = false)
    {
        if (isMac)
            return "install it: brew install qemu";
        // The host's own id comes first, then those that it is like.
        foreach (string id in $"{Field(osRelease, "ID")} {Field(osRelease, "ID_LIKE")}".Split(' '))
            if (Command(id, isArm ? ArmNames : X86Names) is { } command)
                return "install it: " + command;
        return "install your system's package of QEMU for " + (isArm ? "ARM" : "x86");
    }

    private static string? Command(string id, string[] names) => id switch
    {
        "debian" or "ubuntu" => "sudo apt-get install " + names[0],
        "fedora" => "sudo dnf install " + names[1],
        "rhel" or "centos" => "sudo dnf install qemu-kvm",
        "arch" => "sudo pacman -S " + (names == ArmNames ? "qemu-system-aarch64" : names[0]),
        "alpine" => "sudo apk add " + names[2],
        "suse" or "opensuse" or "opensuse-leap" or "opensuse-tumbleweed" => "sudo zypper install " + names[3],
        "nixos" => "nix-env -iA nixos.qemu",
        _ => null,
    };

    private static string Field(string osRelease, string name)
    {
        foreach (string line in osRelease.Split('\n'))
            if (line.StartsWith(name + "=", StringComparison.Ordinal))
                return line[(name.Length + 1)..].Trim().Trim('"', '\'');
        return "";
    }
}
