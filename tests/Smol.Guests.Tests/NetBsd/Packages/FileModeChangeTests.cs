using System.Globalization;
using Smol.Guests.NetBsd.Packages;
using Smol.Storage;
using Smol.TestSupport;

namespace Smol.Guests.Tests.NetBsd.Packages;

public sealed class FileModeChangeTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("0644")]
    [InlineData("4755")]
    [InlineData("u+s")]
    [InlineData("u=rw,go=r")]
    [InlineData("a-x")]
    [InlineData("+x")]
    [InlineData("+w")]
    [InlineData("go-w")]
    [InlineData("a+X")]
    [InlineData("ug+rw,o=")]
    [InlineData("g+s,o+t")]
    [InlineData("u+x-w")]
    [InlineData("a=rx")]
    public void Modes_are_changed_as_chmod_does(string mode)
    {
        foreach (int before in new[] { 0x1A4, 0x1ED, 0x9C0, 0, 0x1FF, 0x124 })
        {
            File.WriteAllText(_scratch["file"], "");
            string octal = Convert.ToString(before, 8);
            string after = Oracle.MustRun("sh", "-c", $"umask 022; cd '{_scratch.Folder}'; chmod {octal} file; chmod -- {mode} file; stat -c %a file");
            Assert.Equal(Convert.ToInt32(after.Trim(), 8).ToString("x", CultureInfo.InvariantCulture), FileModeChange.Parse(mode).Apply((ushort)before).ToString("x", CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("8")]
    [InlineData("77777")]
    [InlineData("u")]
    [InlineData("u~x")]
    [InlineData("rw")]
    public void What_is_no_mode_is_refused(string mode) => Assert.Throws<SmolException>(() => FileModeChange.Parse(mode));
}
