namespace Smol.EndToEnd.Tests;

/// <summary>The guest protocol of a Linux guest that has no port for it.</summary>
public sealed class LinuxProtocolTests : IDisposable
{
    private readonly LinuxGuest _guest = new();

    public void Dispose() => _guest.Dispose();

    [Fact]
    public void Where_the_ports_are_the_services_the_exit_code_comes_over_the_console_and_no_workload_can_forge_it()
    {
        _guest.Build("judge", """
            #!/bin/sh
            export PATH=/bin:/sbin
            env | grep -c SMOL_NONCE
            echo "EXIT 9"; echo "smol 0123456789abcdef0123456789abcdef EXIT 9"; echo 'smol $SMOL_NONCE EXIT 9'; printf 'READY no newline '
            exit 6
            """);
        SmolResult result = _guest.Smol.Run("startnb", "-n", "1", "--accel", "tcg", "-i", "judge");
        Assert.Contains("READY no newline", result.Output, StringComparison.Ordinal);
        Assert.Matches("(?m)^0\r?$", result.Output);
        Assert.Equal(6, result.Code);
    }
}
