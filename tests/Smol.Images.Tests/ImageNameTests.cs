using Smol.Images.Store;
using Smol.Storage;

namespace Smol.Images.Tests;

public sealed class ImageNameTests
{
    [Theory]
    [InlineData("hello-amd64", "hello-amd64:latest")]
    [InlineData("hello-amd64:v1.2_3", "hello-amd64:v1.2_3")]
    public void A_name_without_a_tag_is_latest(string text, string expected) => Assert.Equal(expected, ImageName.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("Hello")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("../x")]
    [InlineData("a:")]
    [InlineData("a:b:c")]
    [InlineData("a:../b")]
    [InlineData("a\n")]
    public void What_could_leave_the_store_is_not_a_name(string text) => Assert.Throws<SmolException>(() => ImageName.Parse(text));
}
