using System.Text;

namespace Smol.Building.Sandbox;

/// <summary>
/// What scripts print, line by line as it comes. A mark that only we know begins each script; lines are cut when they are too long,
/// and only the last ones of a script are kept.
/// </summary>
/// <param name="mark">The mark.</param>
/// <param name="progress">Told each line.</param>
/// <param name="seen">Told each line with the number of its script, from 0 on.</param>
internal sealed class OutputLines(string mark, IProgress<string> progress, Action<int, string> seen)
{
    /// <summary>How many lines are kept.</summary>
    public const int Kept = 40;

    private const int LongestLine = 4096;

    private readonly Queue<string> _last = new();
    private readonly List<byte> _line = [];
    private int _script = -1;

    /// <summary>The last lines of the last script.</summary>
    public IReadOnlyCollection<string> Last => _last;

    /// <summary>Reads to the end.</summary>
    public async Task ReadAsync(Stream output)
    {
        var buffer = new byte[16 << 10];
        int count;
        while ((count = await output.ReadAsync(buffer).ConfigureAwait(false)) > 0)
        {
            for (int index = 0; index < count; index++)
            {
                if (buffer[index] == (byte)'\n')
                    EndLine();
                else if (_line.Count < LongestLine)
                    _line.Add(buffer[index]);
            }
        }
        if (_line.Count > 0)
            EndLine();
    }

    private void EndLine()
    {
        string line = Encoding.UTF8.GetString(_line.ToArray()).TrimEnd('\r');
        _line.Clear();
        if (!line.EndsWith(mark, StringComparison.Ordinal))
        {
            Add(line);
            return;
        }
        // What the script before printed last may not have ended its line.
        if (line.Length > mark.Length)
            Add(line[..^mark.Length]);
        _last.Clear();
        _script++;
    }

    private void Add(string line)
    {
        // Before the first script it is the host's programs that speak, of what they can't do; what they say is kept.
        if (_script >= 0)
        {
            progress.Report(line);
            seen(_script, line);
        }
        _last.Enqueue(line);
        if (_last.Count > Kept)
            _last.Dequeue();
    }
}
