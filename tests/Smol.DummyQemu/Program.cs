using System.Diagnostics;
using System.Globalization;

namespace Smol.DummyQemu;

/// <summary>
/// Behaves like QEMU as far as <c>smol</c> can see, and misbehaves on demand. The first process starts a second one, waits for it
/// to come up, and ends; the second is the daemon.
/// </summary>
internal static class Program
{
    private const string DaemonMark = "--dummy-daemon";

    public static int Main(string[] words)
    {
        var arguments = new Arguments(words);
        if (arguments.Has("--version"))
        {
            Console.WriteLine("QEMU emulator version 7.2.99 (dummy)");
            return 0;
        }
        if (arguments.Has("isa-debug-exit,iobase=244,iosize=4"))
            return 1;
        return arguments.Has(DaemonMark) ? Daemon.Run(arguments) : Start(arguments, words);
    }

    private static int Start(Arguments arguments, string[] words)
    {
        if (arguments.Dummy("refuse") is { } words2)
        {
            Console.Error.WriteLine("qemu-system-x86_64: warning: this is only a dummy");
            Console.Error.WriteLine("qemu-system-x86_64: " + words2.Replace('_', ' '));
            return 1;
        }
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. words, DaemonMark])
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        using Process daemon = Process.Start(start)!;
        if (arguments.Dummy("never-up") is not null)
            daemon.WaitForExit();
        return daemon.StandardOutput.ReadLine() == "up" ? 0 : 1;
    }

    /// <summary>A number that a test gave, in milliseconds.</summary>
    public static TimeSpan Milliseconds(string text) => TimeSpan.FromMilliseconds(int.Parse(text, CultureInfo.InvariantCulture));
}
