using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Smol.Storage.FileTrees;

namespace Smol.Machines.Timing;

/// <summary>Passes on what a guest says, and tells a timeline of the lines that matter.</summary>
/// <param name="output">Where it goes.</param>
/// <param name="timeline">What hears of them.</param>
public sealed partial class TimedConsoleStream(Stream output, BootTimeline timeline) : SinkStream
{
    // docs/guest-protocol.md
    private const string ReadyLine = "smol: ready";

    // What a guest says without a newline is not to grow; no line that matters is longer.
    private const int LongestLine = 512;

    private readonly StringBuilder _line = new();

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Look(buffer.Span);
        await output.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Look(buffer);
        output.Write(buffer);
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => output.FlushAsync(cancellationToken);

    /// <inheritdoc/>
    public override void Flush() => output.Flush();

    private void Look(ReadOnlySpan<byte> said)
    {
        if (said.IsEmpty)
            return;
        timeline.Mark(BootMark.FirstByte);
        if (timeline.Ready.IsCompleted)
            return;
        foreach (byte letter in said)
        {
            if (letter == (byte)'\n')
                EndLine();
            else if (_line.Length < LongestLine)
                _line.Append((char)letter);
        }
    }

    private void EndLine()
    {
        string line = _line.ToString().TrimEnd('\r', ' ');
        _line.Clear();
        if (line.EndsWith(ReadyLine, StringComparison.Ordinal))
            timeline.Mark(BootMark.ServiceReady);
        else if (KernelPattern().Match(line) is { Success: true } kernel)
            timeline.MarkKernel(double.Parse(kernel.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"kernel boot time: (\d{1,9}(?:\.\d{1,9})?) ?ms")]
    private static partial Regex KernelPattern();
}
