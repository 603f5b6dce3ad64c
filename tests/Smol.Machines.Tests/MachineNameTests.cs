using Smol.Storage;

namespace Smol.Machines.Tests;

public sealed class MachineNameTests
{
    [Theory]
    [InlineData("hello-amd64:latest", "hello-amd64-1")]
    [InlineData("registry.example/a/B_c:1.0", "b_c-1")]
    [InlineData("./images/My Disk.img", "mydisk-1")]
    [InlineData("---", "machine-1")]
    [InlineData("", "machine-1")]
    [InlineData("étoile", "toile-1")]
    [InlineData("abcdefghijklmnopqrstuvwxyz0123456789", "abcdefghijklmnopqrstuvwxyz-1")]
    public void A_name_is_made_of_the_images(string image, string name)
    {
        Assert.Equal(name, MachineName.Suggestions(image).First());
        foreach (string suggestion in MachineName.Suggestions(image).Take(2000))
            MachineName.Check(suggestion);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-a")]
    [InlineData(".a")]
    [InlineData("..")]
    [InlineData("A")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("abcdefghijklmnopqrstuvwxyz012345")]
    public void What_is_no_name_is_an_error_with_the_place(string name) =>
        Assert.Equal(name, Assert.Throws<SmolException>(() => MachineName.Check(name)).Place);
}
