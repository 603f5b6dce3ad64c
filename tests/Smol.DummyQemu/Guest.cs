using System.Net.Sockets;
using System.Text;

namespace Smol.DummyQemu;

/// <summary>The guest of a dummy: says hello, echoes its console, and speaks the guest protocol when it was asked to.</summary>
internal sealed class Guest(Arguments arguments, FileStream consoleLog, TaskCompletionSource end)
{
    private volatile Stream? _console;

    private int _hasBegun;

    /// <summary>The first instruction; to go on after a pause is not to begin again.</summary>
    public void Begin()
    {
        if (Interlocked.Exchange(ref _hasBegun, 1) == 0)
            _ = Task.Run(RunAsync);
    }

    public async Task ServeConsoleAsync(Socket listener)
    {
        while (true)
        {
            Socket connection = await listener.AcceptAsync();
            var stream = new NetworkStream(connection, ownsSocket: true);
            _console = stream;
            // As QEMU, which has one client at a time.
            await EchoAsync(stream);
            _console = null;
        }
    }

    private async Task RunAsync()
    {
        if (arguments.Dummy("mute") is not null)
        {
            end.TrySetResult();
            return;
        }
        Say($"hello from {arguments.Value("-name")}\n");
        if (arguments.Dummy("ready") is not null)
        {
            // What is written to a FIFO that nobody has open is lost; QEMU has it open from the start.
            var pipe = new FileStream(arguments.CharacterDevice("control0", "path") + ".in", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
            Report("READY");
            _ = Task.Factory.StartNew(() => Hear(pipe), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
        if (arguments.Dummy("flood") is not null)
            _ = FloodAsync();
        if (arguments.Dummy("kernel-time") is { } time)
            Say($"[   1.0000000] kernel boot time: {time}ms\n");
        if (arguments.Dummy("service") is not null)
            Say("smol: ready\n");
        if (arguments.Dummy("exit-once") is { } once && ConsumeOnce())
        {
            Report("EXIT " + once);
            end.TrySetResult();
            return;
        }
        if (arguments.Dummy("exit") is { } code)
        {
            await Task.Delay(Program.Milliseconds(arguments.Dummy("after") ?? "0"));
            Report("EXIT " + code);
            end.TrySetResult();
        }
        if (arguments.Dummy("forge") is not null)
            Say("READY\nEXIT 7\nsmol 00000000000000000000000000000000 EXIT 7\nsmol $SMOL_NONCE EXIT 7\n");
        if (arguments.Dummy("console-exit") is { } said)
        {
            Say($"no newline hereEXIT 9 smol {arguments.Variable("SMOL_NONCE")} EXIT {said}\r\nrebooting...\n");
            end.TrySetResult();
        }
        if (arguments.Dummy("own-nonce") is { } own)
        {
            Say($"smol nonce 77\r\nsmol nonce 1\nsmol 1 EXIT 9\nno newline here smol 77 EXIT {own}\r\n");
            end.TrySetResult();
        }
        if (arguments.Dummy("crash") is not null)
            end.TrySetResult();
    }

    /// <summary>Whether this is the machine's first run: its log has one greeting.</summary>
    private bool ConsumeOnce()
    {
        using FileStream log = new(arguments.CharacterDevice("console0", "logfile"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return new StreamReader(log).ReadToEnd().Split("hello from").Length == 2;
    }

    private void Hear(FileStream pipe)
    {
        using var reader = new StreamReader(pipe);
        while (reader.ReadLine() is { } line)
        {
            Say($"heard {line}\n");
            if (line.Split(' ')[0] != "STOP" || arguments.Dummy("ignore-stop") is not null)
                continue;
            Report("EXIT 0");
            end.TrySetResult();
        }
    }

    private void Report(string line)
    {
        using FileStream log = Daemon.OpenLog(arguments, "control0");
        log.Write(Encoding.ASCII.GetBytes(line + "\n"));
    }

    private async Task FloodAsync()
    {
        for (; !end.Task.IsCompleted; await Task.Delay(1))
            Say(new string('x', 4095) + "\n");
    }

    private void Say(string text)
    {
        byte[] bytes = Encoding.ASCII.GetBytes(text);
        consoleLog.Write(bytes);
        try
        {
            _console?.Write(bytes);
        }
        catch (IOException)
        {
            // Who was there has gone.
        }
    }

    private async Task EchoAsync(NetworkStream stream)
    {
        var buffer = new byte[1024];
        int count;
        while ((count = await ReadAsync(stream, buffer)) > 0)
            Say(Encoding.ASCII.GetString(buffer, 0, count).ToUpperInvariant());
    }

    private static async Task<int> ReadAsync(Stream stream, byte[] buffer)
    {
        try
        {
            return await stream.ReadAsync(buffer);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
