using Smol.Cli.Commands;

namespace Smol.Cli.Tests.Commands;

public sealed class CommandTreeTests
{
    private static readonly SmolFolders Folders = SmolFolders.OfThisUser();

    public static TheoryData<string> Names => [.. CommandTree.Create(Folders).Subcommands.Select(command => command.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_named_command_is_made_alone_and_as_among_all(string name)
    {
        System.CommandLine.Command alone = Assert.Single(CommandTree.Create(Folders, name).Subcommands);
        System.CommandLine.Command among = CommandTree.Create(Folders).Subcommands.Single(command => command.Name == name);

        Assert.Equal(name, alone.Name);
        Assert.Equal(Words(among), Words(alone));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("--help")]
    [InlineData("biuld")]
    public void All_are_made_where_none_is_named(string? word) =>
        Assert.Equal(Names.Count, CommandTree.Create(Folders, word).Subcommands.Count);

    private static IEnumerable<string> Words(System.CommandLine.Command command) =>
        [command.Name, .. command.Options.Select(option => option.Name), .. command.Arguments.Select(argument => argument.Name), .. command.Subcommands.SelectMany(Words)];
}
