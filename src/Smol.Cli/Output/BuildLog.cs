namespace Smol.Cli.Output;

/// <summary>What a build does and what its steps print, line by line, on standard error.</summary>
internal sealed class BuildLog : IProgress<string>
{
    public void Report(string value)
    {
        Screen.EndProgress();
        Screen.Say(value);
    }
}
