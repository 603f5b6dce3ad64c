namespace Smol.Cli.Output;

/// <summary>Shows the last thing reported, on a terminal.</summary>
internal sealed class ProgressLine : IProgress<string>, IDisposable
{
    public void Report(string value) => Screen.Progress(value);

    public void Dispose() => Screen.EndProgress();
}
