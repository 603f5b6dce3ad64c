using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Smol.Machines.Consoles;

/// <summary>What a guest has said in the guest protocol during a run.</summary>
/// <param name="IsReady">Whether it said READY: it speaks the protocol, and will hear STOP.</param>
/// <param name="ExitCode">The code of its last EXIT, or null when it said none.</param>
internal sealed partial record GuestReport(bool IsReady, int? ExitCode)
{
    private static readonly GuestReport Silent = new(false, null);

    // The port's FIFO holds a guest that never stops talking at 64 KiB; this is twice that.
    private const int ReadAtMost = 128 << 10;

    /// <summary>Reads what a guest said on the port; and if it said nothing there, the lines on its console that carry the nonce.</summary>
    /// <param name="controlLog">The log of the port.</param>
    /// <param name="consoleLog">The log of the console.</param>
    /// <param name="nonce">The nonce that the host gave the run, or null.</param>
    /// <param name="start">Where the run's part of the console's log begins, or null where the guest's own nonce is not to be looked for.</param>
    public static GuestReport Read(string controlLog, string consoleLog, string? nonce, long? start)
    {
        GuestReport report = Read(controlLog);
        if (report != Silent || nonce is null)
            return report;
        string console = Tail(consoleLog);
        report = ParseConsole(console, nonce);
        return report != Silent || start is not { } offset || NonceIn(consoleLog, offset) is not { } own ? report : ParseConsole(console, own);
    }

    /// <summary>Reads the log of the guest protocol's port; a log that is not there says nothing.</summary>
    public static GuestReport Read(string controlLog) => Parse(Tail(controlLog));

    /// <summary>Reads lines; what is not of the protocol is passed over.</summary>
    internal static GuestReport Parse(string text)
    {
        var report = new GuestReport(false, null);
        foreach (string line in text.Split('\n'))
        {
            string word = line.TrimEnd('\r');
            if (word == "READY")
                report = report with { IsReady = true };
            else if (ExitPattern().Match(word) is { Success: true } exit && int.Parse(exit.Groups[1].ValueSpan, CultureInfo.InvariantCulture) is var code and <= 255)
                report = report with { ExitCode = code };
        }
        return report;
    }

    /// <summary>Reads a console, where the kernel and the workload talk in between: only what follows the nonce, to the line's end, counts.</summary>
    internal static GuestReport ParseConsole(string text, string nonce)
    {
        string mark = $"smol {nonce} ";
        IEnumerable<string> lines = text.Split('\n').Where(line => line.Contains(mark, StringComparison.Ordinal));
        return Parse(string.Join('\n', lines.Select(line => line[(line.LastIndexOf(mark, StringComparison.Ordinal) + mark.Length)..])));
    }

    /// <summary>The nonce that the guest of a run says first, before any workload is there to say one.</summary>
    private static string? NonceIn(string consoleLog, long start) =>
        NoncePattern().Match(Part(consoleLog, _ => start)) is { Success: true } said ? said.Groups[1].Value : null;

    private static string Tail(string log) => Part(log, length => Math.Max(0, length - ReadAtMost));

    private static string Part(string log, Func<long, long> start)
    {
        try
        {
            using FileStream file = new(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            file.Seek(start(file.Length), SeekOrigin.Begin);
            var bytes = new byte[ReadAtMost];
            int length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return Encoding.Latin1.GetString(bytes, 0, length);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return "";
        }
    }

    [GeneratedRegex(@"smol nonce ([0-9a-f]{1,64})\r?\n")]
    private static partial Regex NoncePattern();

    [GeneratedRegex(@"\AEXIT (\d{1,3})\z")]
    private static partial Regex ExitPattern();
}
