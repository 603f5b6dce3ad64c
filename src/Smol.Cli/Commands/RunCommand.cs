namespace Smol.Cli.Commands;

internal static class RunCommand
{
    public static int Run(string[] arguments) => arguments.Length;
}
