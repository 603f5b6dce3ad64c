namespace Smol.Fetching.Progress;

/// <summary>Measures a rate over the last few seconds.</summary>
internal sealed class RateMeter
{
    private const int Seconds = 5;

    private readonly Queue<(long Time, long Bytes)> _marks = [];
    private readonly TimeProvider _time;
    private long _bytes;
    private long _newest;

    /// <param name="time">The clock.</param>
    public RateMeter(TimeProvider time)
    {
        _time = time;
        _newest = time.GetTimestamp();
        _marks.Enqueue((_newest, 0));
    }

    /// <summary>What came in each second, lately.</summary>
    public double BytesPerSecond
    {
        get
        {
            (long start, long before) = _marks.Peek();
            double seconds = _time.GetElapsedTime(start).TotalSeconds;
            return seconds > 0 ? (_bytes - before) / seconds : 0;
        }
    }

    /// <summary>So many bytes came in.</summary>
    public void Add(int bytes)
    {
        _bytes += bytes;
        long now = _time.GetTimestamp();
        if (_time.GetElapsedTime(_newest, now).TotalSeconds < 0.1)
            return;
        _newest = now;
        _marks.Enqueue((now, _bytes));
        while (_marks.Count > 1 && _time.GetElapsedTime(_marks.Peek().Time, now).TotalSeconds > Seconds)
            _marks.Dequeue();
    }
}
