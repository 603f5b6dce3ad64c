using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>Steps that a real NetBSD ran are taken as they were, where there is one (see <see cref="NetBsdGuestTests"/>): its filesystem is put aside while it is mounted.</summary>
public sealed class StepCacheNetBsdTests : IDisposable
{
    private readonly SmolProgram _smol = new();

    public void Dispose() => _smol.Dispose();

    [Fact]
    public void A_file_that_a_step_wrote_is_whole_in_the_build_that_goes_on_from_there()
    {
        string? kernel = Environment.GetEnvironmentVariable("SMOL_NETBSD_KERNEL");
        string? sets = Environment.GetEnvironmentVariable("SMOL_NETBSD_SETS");
        if (kernel is null || sets is null)
            Assert.Skip("SMOL_NETBSD_KERNEL and SMOL_NETBSD_SETS name no NetBSD");
        Oracle.Find("qemu-system-x86_64");
        File.CreateSymbolicLink(Path.Combine(Directory.CreateDirectory(_smol["kernels"]).FullName, "netbsd-MICROVM"), kernel);

        Build(sets, "echo second");
        string sum = _smol.MustRun("image", "cat", "job:/sum1");
        Assert.Contains("CACHED job.smol:3:1: RUN", Build(sets, "echo other"), StringComparison.Ordinal);
        Assert.Equal(sum, _smol.MustRun("image", "cat", "job:/sum1"));
        Assert.Equal(sum, _smol.MustRun("image", "cat", "job:/sum2"));
        Assert.Equal("", _smol.MustRun("image", "fsck", "job"));
    }

    private string Build(string sets, string second)
    {
        File.WriteAllText(_smol["job.smol"], $"""
            FROM base,etc
            LABEL imgsize=300 addpkgs=""
            RUN dd if=/dev/urandom of=/big bs=64k count=100 2>/dev/null; cksum /big >/sum1
            RUN {second}; cksum /big >/sum2
            CMD ["/bin/sh"]
            """);
        SmolResult result = _smol.Run("build", "job.smol", "--sets", sets);
        Assert.True(result.Code == 0, result.Errors);
        return result.Errors;
    }
}
