using Smol.Guests.NetBsd.Booting;
using Smol.Storage;

namespace Smol.Guests.Tests.NetBsd.Booting;

public sealed class BootConsoleTests
{
    [Theory]
    [InlineData("pc", 0, null)]
    [InlineData("com0", 1, null)]
    [InlineData("com3", 4, null)]
    [InlineData("com0kbd", 5, null)]
    [InlineData("com3kbd", 8, null)]
    [InlineData("auto", -1, null)]
    [InlineData("com1,115200", 2, 115200)]
    public void A_console_has_the_number_that_the_boot_loader_knows(string text, int device, int? speed) =>
        Assert.Equal(new(text, device, speed), BootConsole.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("com4")]
    [InlineData("COM0")]
    [InlineData("vga")]
    [InlineData("pc,9600")]
    [InlineData("com0,")]
    [InlineData("com0,0")]
    [InlineData("com0,fast")]
    [InlineData("com0,-1")]
    [InlineData("com0,9600,8")]
    public void What_the_boot_loader_would_not_take_is_an_error_that_lists_what_it_takes(string text) =>
        Assert.Contains("com0kbd", Assert.Throws<SmolException>(() => BootConsole.Parse(text)).Hint, StringComparison.Ordinal);
}
