using Smol.Cli.Options;

namespace Smol.Cli.Tests.Options;

public sealed class BuildNetworkTests
{
    [Theory]
    [InlineData("build --network hello", "build --network=default hello")]
    [InlineData("build hello --network", "build hello --network=default")]
    [InlineData("build --network none .", "build --network=none .")]
    [InlineData("build . --network host -t a:b", "build . --network=host -t a:b")]
    [InlineData("build --network=none .", "build --network=none .")]
    [InlineData("build --network --network none", "build --network=default --network=none")]
    [InlineData("network ls --network", "network ls --network")]
    public void The_word_behind_the_option_may_be_left_out(string given, string read) => Assert.Equal(read.Split(' '), BuildNetwork.Complete(given.Split(' ')));
}
