using Smol.Machines.Consoles;
using Smol.TestSupport;

namespace Smol.Machines.Tests.Consoles;

public sealed class GuestReportTests
{
    [Theory]
    [InlineData("", false, null)]
    [InlineData("READY\n", true, null)]
    [InlineData("READY\r\nEXIT 7\r\n", true, 7)]
    [InlineData("READY\nEXIT 7\nEXIT 0\n", true, 0)]
    [InlineData("EXIT 255", false, 255)]
    [InlineData("EXIT 256\nEXIT -1\nEXIT 1 2\nEXIT\nEXIT x\nexit 3\n EXIT 3\nEXIT 99999999999\n", false, null)]
    [InlineData("NOT READY\nREADY?\n", false, null)]
    [InlineData("\0\u00ff\nREADY\n\u0001\n", true, null)]
    public void Lines_of_the_protocol_are_taken_and_others_passed_over(string text, bool isReady, int? exitCode) =>
        Assert.Equal(new GuestReport(isReady, exitCode), GuestReport.Parse(text));

    [Fact]
    public void A_guest_that_never_stops_talking_is_read_from_its_end()
    {
        using var scratch = new Scratch();
        File.WriteAllText(scratch["log"], new string('x', 1 << 20) + "\nEXIT 3\n");
        Assert.Equal(new GuestReport(false, 3), GuestReport.Read(scratch["log"]));
        Assert.Equal(new GuestReport(false, null), GuestReport.Read(scratch["none"]));
    }
}
