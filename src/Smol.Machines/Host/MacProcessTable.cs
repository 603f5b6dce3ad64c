using System.Globalization;

namespace Smol.Machines.Host;

/// <summary>macOS's processes, as ps(1) shows them.</summary>
internal sealed class MacProcessTable : IProcessTable
{
    public string? StartOf(int pid) => ParseStart(Ask("-o", "stat=,lstart=", "-p", pid.ToString(CultureInfo.InvariantCulture)));

    public bool IsRunWith(int pid, string option, string value) =>
        HasOption(Ask("-ww", "-o", "command=", "-p", pid.ToString(CultureInfo.InvariantCulture)), option, value);

    public int? FindRunWith(string option, string value) => FindIn(Ask("-axww", "-o", "pid=,command="), option, value);

    public ProcessUse? UseOf(int pid) => ParseUse(Ask("-o", "time=,rss=", "-p", pid.ToString(CultureInfo.InvariantCulture)));

    // ps -M has no ids of threads that QEMU's could be compared with.
    public IReadOnlyList<ThreadUse> ThreadsOf(int pid) => [];

    /// <summary>Takes the CPU time and the KiB in memory from a line like <c>  1:02.34  51200</c>.</summary>
    internal static ProcessUse? ParseUse(string line)
    {
        string[] words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != 2)
            return null;
        double seconds = 0;
        foreach (string part in words[0].Split(':'))
            seconds = (seconds * 60) + double.Parse(part, CultureInfo.InvariantCulture);
        return new(TimeSpan.FromSeconds(seconds), long.Parse(words[1], CultureInfo.InvariantCulture) << 10);
    }

    /// <summary>Finds a process in lines like <c>  412 /usr/bin/program -option value</c>.</summary>
    internal static int? FindIn(string lines, string option, string value)
    {
        string? line = lines.Split('\n').FirstOrDefault(line => HasOption(line, option, value));
        return line is null ? null : int.Parse(line.TrimStart().Split(' ')[0], CultureInfo.InvariantCulture);
    }

    /// <summary>Takes the start, to the second and with its year, from a line like <c>S+   Tue Nov 18 09:12:44 2025</c>.</summary>
    internal static string? ParseStart(string line)
    {
        string[] words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length < 2 || words[0].StartsWith('Z') ? null : string.Join(' ', words[1..]);
    }

    internal static bool HasOption(string command, string option, string value)
    {
        string wanted = $" {option} {value}";
        int at = command.IndexOf(wanted, StringComparison.Ordinal);
        return at >= 0 && (at + wanted.Length == command.Length || command[at + wanted.Length] is ' ' or '\n');
    }

    private static string Ask(params string[] arguments) => ChildProcess.RunToEnd("/bin/ps", arguments).Output;
}
