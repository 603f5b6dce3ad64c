using Smol.Cli.Settings;
using Smol.Storage;

namespace Smol.Cli.Tests.Settings;

public sealed class ConfigurationFileTests
{
    [Fact]
    public void Names_have_the_values_behind_the_first_equals_sign()
    {
        var file = ConfigurationFile.Parse(["# mine", "", " mirror = https://mirror.example/?a=b ", "pkgsite=", "release=10"], "smol.conf");
        Assert.Equal("https://mirror.example/?a=b", file.Find(Setting.Mirror));
        Assert.Equal("10", file.Find(Setting.Release));
        Assert.Null(file.Find(Setting.PackageSite));
        Assert.Null(file.Find(Setting.Kernels));
    }

    [Theory]
    [InlineData("miror = x")]
    [InlineData("mirror")]
    [InlineData("= x")]
    public void What_is_no_setting_is_refused_with_its_line(string line) =>
        Assert.Equal("smol.conf:2", Assert.Throws<SmolException>(() => ConfigurationFile.Parse(["", line], "smol.conf")).Place);
}
