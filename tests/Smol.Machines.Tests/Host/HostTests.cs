using Smol.Machines.Host;

namespace Smol.Machines.Tests.Host;

public sealed class HostTests
{
    [Theory]
    [InlineData(false, "ID=debian\n", "apt-get install qemu-system-x86")]
    [InlineData(false, "NAME=Mint\nID=linuxmint\nID_LIKE=\"ubuntu debian\"\n", "apt-get install qemu-system-x86")]
    [InlineData(false, "ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n", "dnf install qemu-kvm")]
    [InlineData(false, "ID=fedora\n", "dnf install qemu-system-x86")]
    [InlineData(false, "ID=alpine\n", "apk add qemu-system-x86_64")]
    [InlineData(false, "ID=arch\n", "pacman -S qemu-system-x86")]
    [InlineData(false, "ID=something\n", "your system's package")]
    [InlineData(false, "", "your system's package")]
    [InlineData(true, "", "brew install qemu")]
    public void The_package_of_QEMU_is_named_for_each_host(bool isMac, string osRelease, string advice) =>
        Assert.Contains(advice, QemuPackage.Advice(isMac, osRelease));

    [Theory]
    [InlineData("", "it ended without a word")]
    [InlineData("qemu-system-x86_64: warning: a\nqemu-system-x86_64: -m 1: no\n\n", "-m 1: no")]
    [InlineData("qemu: could not open kernel file\n", "could not open kernel file")]
    [InlineData("/usr/bin/qemu-system-i386: no\n", "no")]
    [InlineData("qemu-system-x86_64: error: failed to set MSR\nqemu-system-x86_64: kvm.c:3183: f: Assertion `a == b' failed.\n", "failed to set MSR")]
    public void QEMUs_last_words_are_those_that_say_why(string errors, string words) => Assert.Equal(words, new ChildResult(1, "", errors).LastWords);

    [Theory]
    [InlineData(2, 216, 24_000_000, 2_592_000)]
    [InlineData(0, 216, 24_000_000, null)]
    [InlineData(2, 0, 24_000_000, null)]
    [InlineData(2, 216, 0, null)]
    public void The_counters_rate_is_told_by_its_crystal(int denominator, int numerator, int crystal, int? kiloHertz) =>
        Assert.Equal(kiloHertz, TimeStampCounter.FromCrystal(denominator, numerator, crystal));

    [Theory]
    [InlineData("flags : fpu constant_tsc hypervisor\ncpu MHz\t\t: 2596.096\n", false, 2_596_096)]
    [InlineData("flags : fpu constant_tsc hypervisor\ncpu MHz\t\t: 2596.096\n", true, null)]
    [InlineData("flags : fpu constant_tsc\ncpu MHz\t\t: 800.000\n", false, null)]
    [InlineData("flags : fpu hypervisor\ncpu MHz\t\t: 2596.096\n", false, null)]
    [InlineData("flags : fpu constant_tsc hypervisor\ncpu MHz\t\t: ?\n", false, null)]
    [InlineData("flags : fpu constant_tsc hypervisor\ncpu MHz\n", false, null)]
    [InlineData("", false, null)]
    public void The_counters_rate_is_told_by_Linux_where_the_clock_is_not_scaled(string cpuInfo, bool isScaled, int? kiloHertz) =>
        Assert.Equal(kiloHertz, TimeStampCounter.FromCpuInfo(cpuInfo, isScaled));
}
