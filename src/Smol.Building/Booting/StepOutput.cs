using System.Globalization;
using System.Text;
using Smol.Storage.FileTrees;

namespace Smol.Building.Booting;

/// <summary>
/// The console of a build boot, as a stream that its machine writes to: what steps print is passed on by lines, and the driver's marks, which
/// carry a nonce that only this boot knows, say where a step begins and how it ends. What stands before a mark on its line is the step's.
/// </summary>
/// <param name="nonce">The nonce.</param>
/// <param name="steps">The steps.</param>
/// <param name="progress">Told each line.</param>
/// <param name="paused">Told how many steps are done when the guest has synchronised its filesystems and waits.</param>
/// <param name="watch">Told when the guest is to be ended.</param>
internal sealed class StepOutput(string nonce, IReadOnlyList<BootStep> steps, IProgress<string> progress, Action<int> paused, GuestWatch watch) : SinkStream
{
    private const int MostLines = 40;
    private const int LongestLine = 4096;

    // As BuildKit has it: what is printed beyond is not shown, and the step goes on.
    private const long MostShown = 2 << 20;
    private const long MostLogged = 16 << 20;

    private readonly string _mark = MarkOf(nonce);
    private readonly List<byte> _line = [];
    private readonly Queue<string> _last = new();
    private readonly Queue<string> _kernel = new();
    private string _lastLine = "";
    private long _shown;
    private long _taken;

    /// <summary>The line with which the kernel said that it panicked; it may say more than is kept after it. Null when it did not.</summary>
    public string? Panic { get; private set; }

    /// <summary>Called now and then while much is printed, to make room.</summary>
    public Action? MakeRoom { get; init; }

    /// <summary>The shell that is opened when a step fails; null for none.</summary>
    public ShellVisit? Shell { get; init; }

    /// <summary>Whether somebody is in that shell.</summary>
    public bool IsVisited { get; private set; }

    /// <summary>The step that runs, or ran last; null before the first.</summary>
    public int? Current { get; private set; }

    /// <summary>The exit codes of the steps that have ended.</summary>
    public List<int> Codes { get; } = [];

    /// <summary>Whether all came to its end, the filesystems too.</summary>
    public bool IsDone { get; private set; }

    /// <summary>The last lines of the step, or of the console where no step has begun, or all have ended well.</summary>
    public IReadOnlyCollection<string> LastLines => Current is null || (Codes.Count == steps.Count && Codes[^1] == 0) ? _kernel : _last;

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        foreach (byte letter in buffer)
        {
            if (IsVisited)
                Shell?.Take(letter);
            if (letter == '\n')
                EndLine();
            else if (_line.Count < LongestLine)
                _line.Add(letter);
        }
        if ((_taken += buffer.Length) > MostLogged)
        {
            _taken = 0;
            MakeRoom?.Invoke();
        }
        if (IsVisited)
            Shell?.Flush();
        else
            watch.See(_line.Count > 0 ? Text() : _lastLine);
    }

    /// <summary>Takes what was said last without an end of the line.</summary>
    public void Complete()
    {
        if (_line.Count > 0)
            EndLine();
    }

    /// <inheritdoc/>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <summary>What the marks of a boot begin with.</summary>
    public static string MarkOf(string nonce) => $"smol-{nonce} ";

    private void EndLine()
    {
        string line = Text();
        _line.Clear();
        if (line.Length > 0)
            _lastLine = line;
        if (GuestEnd.IsPanic(line))
            Panic = line;
        int mark = line.IndexOf(_mark, StringComparison.Ordinal);
        if (mark != 0)
            Print(mark < 0 ? line : line[..mark]);
        if (mark >= 0)
            TakeMark(line[(mark + _mark.Length)..].Split(' '));
    }

    private void TakeMark(string[] words)
    {
        switch (words)
        {
            case ["begin", string number] when int.TryParse(number, CultureInfo.InvariantCulture, out int begun) && begun == Codes.Count && begun < steps.Count:
                Current = begun;
                _last.Clear();
                _shown = 0;
                Panic = null;
                progress.Report($"{steps[begun].Step.Span}: {steps[begun].Step.Text}");
                break;
            case ["end", string number, string code] when int.TryParse(number, CultureInfo.InvariantCulture, out int ended) && ended == Codes.Count && ended == Current && int.TryParse(code, CultureInfo.InvariantCulture, out int status):
                Codes.Add(status);
                if (status != 0 && Shell is null)
                    watch.End();
                break;
            case ["shell"] when Codes is [.., not 0] && !IsVisited:
                IsVisited = true;
                Shell?.Begin();
                break;
            case ["shell-over"]:
                watch.End();
                break;
            case ["pause", string number] when int.TryParse(number, CultureInfo.InvariantCulture, out int done) && done == Codes.Count:
                paused(done);
                break;
            case ["done"]:
                IsDone = true;
                watch.EndInTime();
                break;
        }
    }

    private void Print(string line)
    {
        // Before the first step, between two, and after the last, it is the kernel that speaks.
        bool isOfStep = Codes.Count <= Current;
        Queue<string> lines = isOfStep ? _last : _kernel;
        lines.Enqueue(line);
        if (lines.Count > MostLines)
            lines.Dequeue();
        if (!isOfStep || _shown > MostShown)
            return;
        _shown += line.Length + 1;
        progress.Report(_shown > MostShown ? $"more than {MostShown >> 20} MiB: the rest of what this step prints is not shown" : line);
    }

    private string Text() => Encoding.UTF8.GetString([.. _line]).TrimEnd('\r');
}
