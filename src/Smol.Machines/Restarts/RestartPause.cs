namespace Smol.Machines.Restarts;

/// <summary>How long to wait before a restart: docker's 100 ms, twice as long each time, a minute at most; a run of ten seconds makes good for all.</summary>
internal sealed class RestartPause
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongRun = TimeSpan.FromSeconds(10);

    private TimeSpan _next = Shortest;

    /// <summary>The pause after a run.</summary>
    /// <param name="run">How long that was.</param>
    public TimeSpan After(TimeSpan run)
    {
        TimeSpan pause = run >= LongRun ? Shortest : _next;
        _next = pause * 2 < Longest ? pause * 2 : Longest;
        return pause;
    }
}
