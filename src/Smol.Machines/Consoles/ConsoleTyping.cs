namespace Smol.Machines.Consoles;

/// <summary>Passes what somebody types on to a console, until they give a command or the visit is over.</summary>
/// <param name="user">Who types.</param>
/// <param name="write">Takes it to the console.</param>
internal sealed class ConsoleTyping(ConsoleUser user, Func<ReadOnlyMemory<byte>, Task> write)
{
    /// <summary>Reads to the end of the input.</summary>
    /// <param name="command">Told of each command; typing ends after <see cref="ConsoleCommand.Detach"/>.</param>
    /// <param name="over">Ends it. A read that is under way may still take a key.</param>
    public async Task RunAsync(Action<ConsoleCommand> command, CancellationToken over)
    {
        if (user.Input is null)
            return;
        var buffer = new byte[1024];
        var passed = new List<byte>();
        try
        {
            int count;
            while ((count = await user.Input.ReadAsync(buffer, over).ConfigureAwait(false)) > 0 && !over.IsCancellationRequested)
            {
                passed.Clear();
                ConsoleCommand given = ConsoleCommand.None;
                if (user.Keys is null)
                    passed.AddRange(buffer.AsSpan(0, count));
                else
                    given = user.Keys.Take(buffer.AsSpan(0, count), passed);
                if (passed.Count > 0)
                    await write(passed.ToArray()).ConfigureAwait(false);
                if (given != ConsoleCommand.None)
                    command(given);
                if (given == ConsoleCommand.Detach)
                    return;
            }
        }
        catch (Exception end) when (end is IOException or OperationCanceledException or ObjectDisposedException or System.Net.Sockets.SocketException)
        {
            // The machine has ended, and whoever typed has nobody to type to.
        }
    }
}
