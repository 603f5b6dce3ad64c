using Smol.Fetching.Progress;

namespace Smol.Fetching.Tests;

/// <summary>Is told at once, on the thread that tells.</summary>
internal sealed class Listener(Action<FetchProgress> listen) : IProgress<FetchProgress>
{
    public void Report(FetchProgress value) => listen(value);
}
