namespace Smol.Machines.Host;

/// <summary>How QEMU is installed on a host.</summary>
internal static class QemuPackage
{
    /// <summary>A command that installs QEMU, or a sentence where the host is not known.</summary>
    /// <param name="isMac">Whether the host is a Mac.</param>
    /// <param name="osRelease">The text of os-release(5), empty where there is none.</param>
    public static string Advice(bool isMac, string osRelease)
    {
        if (isMac)
            return "install it: brew install qemu";
        // The host's own id comes first, then those that it is like.
        foreach (string id in $"{Field(osRelease, "ID")} {Field(osRelease, "ID_LIKE")}".Split(' '))
            if (Command(id) is { } command)
                return "install it: " + command;
        return "install your system's package of QEMU for x86";
    }

    private static string? Command(string id) => id switch
    {
        "debian" or "ubuntu" => "sudo apt-get install qemu-system-x86",
        "fedora" => "sudo dnf install qemu-system-x86",
        "rhel" or "centos" => "sudo dnf install qemu-kvm",
        "arch" => "sudo pacman -S qemu-system-x86",
        "alpine" => "sudo apk add qemu-system-x86_64",
        "suse" or "opensuse" or "opensuse-leap" or "opensuse-tumbleweed" => "sudo zypper install qemu-x86",
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
