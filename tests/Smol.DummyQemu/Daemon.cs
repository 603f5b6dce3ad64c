using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Smol.DummyQemu;

/// <summary>The dummy while it runs its guest.</summary>
internal static class Daemon
{
    // A dummy that a failed test forgot.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private static readonly TaskCompletionSource End = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static int Run(Arguments arguments)
    {
        if (arguments.Dummy("slow") is { } delay)
            Task.Delay(Program.Milliseconds(delay)).Wait();
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal => signal.Cancel = true);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Terminate(arguments, signal));

        string pidFile = arguments.Value("-pidfile")!;
        using Socket console = Listen(arguments.CharacterDevice("console0", "path"));
        using Socket qmp = Listen(arguments.CharacterDevice("qmp0", "path"));
        using FileStream log = OpenLog(arguments, "console0");
        File.WriteAllText(pidFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + "\n");
        var guest = new Guest(arguments, log, End);
        if (arguments.Dummy("qmp-silent") is null)
            _ = Monitor.ServeAsync(qmp, arguments, guest, End);
        _ = guest.ServeConsoleAsync(console);
        if (arguments.Dummy("never-up") is null)
            Console.Out.WriteLine("up");
        Console.Out.Close();
        if (!arguments.Has("-S"))
            guest.Begin();

        bool isInOrder = End.Task.Wait(Longest);
        if (arguments.Dummy("crash") is not null)
            Environment.FailFast(null);
        foreach (string path in (string[])[pidFile, arguments.CharacterDevice("console0", "path"), arguments.CharacterDevice("qmp0", "path")])
            File.Delete(path);
        return isInOrder ? 0 : 1;
    }

    public static FileStream OpenLog(Arguments arguments, string device) =>
        new(arguments.CharacterDevice(device, "logfile"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    private static void Terminate(Arguments arguments, PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (arguments.Dummy("ignore-term") is null)
            End.TrySetResult();
    }

    private static Socket Listen(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        socket.Listen();
        return socket;
    }
}
