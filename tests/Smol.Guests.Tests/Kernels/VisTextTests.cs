using Smol.Guests.Kernels;

namespace Smol.Guests.Tests.Kernels;

/// <summary>The encodings that vis(3) describes.</summary>
public sealed class VisTextTests
{
    [Theory]
    [InlineData(@"pseudo-device\011md", "pseudo-device\tmd")]
    [InlineData(@"ident\^IX", "ident\tX")]
    [InlineData(@"a\\b", @"a\b")]
    [InlineData(@"Gro\M-C\M^_e", "Große")]
    [InlineData(@"Gro\303\237e", "Große")]
    [InlineData(@"\033[2J\^[\^?", @"\033[2J\^[\^?")]
    [InlineData(@"\q\", @"\q\")]
    [InlineData("plain", "plain")]
    public void Text_comes_back_and_nothing_that_a_terminal_obeys(string encoded, string text) => Assert.Equal(text, VisText.Decode(encoded));
}
