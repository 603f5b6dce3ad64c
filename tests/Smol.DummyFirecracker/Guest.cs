namespace Smol.DummyFirecracker;

/// <summary>The guest: its serial port is the standard input and output.</summary>
internal sealed class Guest(string id, Action finish, Func<string, bool> has)
{
    public volatile bool IsPaused;

    /// <summary>The first instruction.</summary>
    public void Begin()
    {
        Console.WriteLine($"hello from {id}");
        if (has("exit") || has("crash"))
            finish();
        else
            _ = Task.Factory.StartNew(Echo, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private void Echo()
    {
        while (Console.ReadLine() is { } line)
        {
            SpinWait.SpinUntil(() => !IsPaused);
            Console.WriteLine(line.ToUpperInvariant());
            if (line == "exit")
                finish();
        }
    }
}
