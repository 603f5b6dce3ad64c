using System.Text.RegularExpressions;

namespace Smol.Building.Sandbox;

/// <summary>What scripts print of programs that could not be run: whether those are there at all is for others to know.</summary>
internal sealed partial class ProgramComplaints
{
    private const int Most = 1000;

    private readonly List<(int Script, string Program)> _complaints = [];

    /// <summary>Takes a line.</summary>
    /// <param name="script">The number of the script that printed it.</param>
    /// <param name="line">The line.</param>
    public void Take(int script, string line)
    {
        if (_complaints.Count < Most && Complaint().Match(line) is { Success: true } match)
            _complaints.Add((script, match.Groups["program"].Value));
    }

    /// <summary>The first that meets a condition, when the last line has been taken.</summary>
    public (int Script, string Program)? FirstOrNull(Predicate<string> condition)
    {
        int index = _complaints.FindIndex(complaint => condition(complaint.Program));
        return index < 0 ? null : _complaints[index];
    }

    // dash: "x.sh: 3: usr/bin/cc: not found"; bash: "x.sh: line 3: usr/bin/cc: cannot execute: required file not found"; busybox: "x.sh: line
    // 3: usr/bin/cc: not found"; xargs, env, nice and their like: "env: 'usr/bin/cc': No such file or directory", "timeout: failed to run command ...".
    [GeneratedRegex("""^[^ :]+: (?:line )?(?:[0-9]+: )?(?:failed to run command )?['`"\u2018]?(?<program>[^ :'"\u2019]*/[^ :'"\u2019]*)['"\u2019]?: (?:not found|No such file or directory|Exec format error|Permission denied|cannot execute.*)$""")]
    private static partial Regex Complaint();
}
