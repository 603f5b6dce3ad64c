using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Smol.Machines.Consoles;
using Smol.Storage;

namespace Smol.Machines.Tests.Consoles;

public sealed class ConsoleKeysTests
{
    [Theory]
    [InlineData("ls\r", "ls\r", ConsoleCommand.None)]
    [InlineData("a\u0010\u0011b", "a", ConsoleCommand.Detach)]
    [InlineData("a\u0010b\u0010", "a\u0010b", ConsoleCommand.None)]
    [InlineData("\u0010\u0010\u0011", "\u0010", ConsoleCommand.Detach)]
    [InlineData("x\u0001x", "x", ConsoleCommand.Leave)]
    [InlineData("\u0001\u0001x", "\u0001x", ConsoleCommand.None)]
    [InlineData("\u0001e", "\u0001e", ConsoleCommand.None)]
    [InlineData("\u0010\u0001X", "\u0010", ConsoleCommand.Leave)]
    public void Commands_are_found_however_the_keys_come_in_and_the_rest_is_the_guests(string typed, string passed, ConsoleCommand expected)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(typed);
        for (int size = 1; size <= bytes.Length; size++)
        {
            ConsoleKeys keys = ConsoleKeys.Parse(ConsoleKeys.Default);
            var got = new List<byte>();
            ConsoleCommand command = ConsoleCommand.None;
            foreach (byte[] piece in bytes.Chunk(size))
                if (command == ConsoleCommand.None)
                    command = keys.Take(piece, got);
            Assert.Equal((expected, passed), (command, Encoding.Latin1.GetString([.. got])));
        }
    }

    [Fact]
    public void Without_keys_and_without_Ctrl_A_every_byte_is_the_guests() => Prop.ForAll(
        ArbMap.Default.ArbFor<byte[]>(),
        typed =>
        {
            byte[] bytes = [.. typed.Where(key => key != 1)];
            var got = new List<byte>();
            return ConsoleKeys.Parse("").Take(bytes, got) == ConsoleCommand.None && got.SequenceEqual(bytes);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("ctrl-],q", "\u001dq")]
    [InlineData("ctrl-A", "\u0001")]
    [InlineData("ctrl-@,~", "\0~")]
    public void Keys_are_named_as_docker_names_them(string text, string keys) =>
        Assert.Equal(ConsoleCommand.Detach, ConsoleKeys.Parse(text).Take(Encoding.Latin1.GetBytes(keys), []));

    [Theory]
    [InlineData("ctrl-1")]
    [InlineData("ab")]
    [InlineData("a,,b")]
    [InlineData("ä")]
    public void What_is_no_key_is_said(string text) => Assert.Equal("--detach-keys", Assert.Throws<SmolException>(() => ConsoleKeys.Parse(text)).Place);
}
