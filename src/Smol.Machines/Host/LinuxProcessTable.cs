using System.Globalization;
using System.Text;

namespace Smol.Machines.Host;

/// <summary>Linux's processes, as proc(5) shows them.</summary>
/// <param name="proc">Where procfs is mounted.</param>
internal sealed class LinuxProcessTable(string proc) : IProcessTable
{
    // proc_pid_stat(5) counts from 1; what follows the name's ')' begins with field 3.
    private const int StateField = 3 - 3;
    private const int UserTimeField = 14 - 3;
    private const int SystemTimeField = 15 - 3;
    private const int StartTimeField = 22 - 3;
    private const int ResidentPagesField = 24 - 3;

    // Linux has USER_HZ 100 on every architecture that QEMU's x86 and ARM guests run on.
    private const int TicksASecond = 100;

    // Ticks count from the boot, so the boot's id belongs to them.
    private readonly Lazy<string> _bootId = new(() => File.ReadAllText(Path.Combine(proc, "sys/kernel/random/boot_id")).Trim());

    public string? StartOf(int pid)
    {
        if (Read(pid, "stat") is not { } stat)
            return null;
        string[] fields = Fields(stat);
        return fields[StateField] is "Z" or "X" ? null : $"{_bootId.Value} {fields[StartTimeField]}";
    }

    public bool IsRunWith(int pid, string option, string value)
    {
        string[] arguments = Read(pid, "cmdline")?.Split('\0') ?? [];
        for (int i = 0; i + 1 < arguments.Length; i++)
            if (arguments[i] == option && arguments[i + 1] == value)
                return true;
        return false;
    }

    public int? FindRunWith(string option, string value)
    {
        foreach (string folder in Directory.EnumerateDirectories(proc))
            if (int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out int pid) && IsRunWith(pid, option, value))
                return pid;
        return null;
    }

    public ProcessUse? UseOf(int pid)
    {
        if (Read(pid, "stat") is not { } stat)
            return null;
        string[] fields = Fields(stat);
        return new(CpuTime(fields), long.Parse(fields[ResidentPagesField], CultureInfo.InvariantCulture) * Environment.SystemPageSize);
    }

    public IReadOnlyList<ThreadUse> ThreadsOf(int pid)
    {
        var threads = new List<ThreadUse>();
        string tasks = Path.Combine(proc, pid.ToString(CultureInfo.InvariantCulture), "task");
        foreach (string folder in Directory.Exists(tasks) ? Directory.GetDirectories(tasks) : [])
        {
            int id = int.Parse(Path.GetFileName(folder.AsSpan()), CultureInfo.InvariantCulture);
            if (Read(pid, $"task/{id}/stat") is not { } stat)
                continue;
            string[] fields = Fields(stat);
            threads.Add(new(id, stat[(stat.IndexOf('(', StringComparison.Ordinal) + 1)..stat.LastIndexOf(')')], fields[StateField], CpuTime(fields)));
        }
        return [.. threads.OrderBy(thread => thread.Id)];
    }

    // A process can have any name, ") R 1" too.
    private static string[] Fields(string stat) => stat[(stat.LastIndexOf(')') + 2)..].Split(' ');

    private static TimeSpan CpuTime(string[] fields) =>
        TimeSpan.FromSeconds((double)(long.Parse(fields[UserTimeField], CultureInfo.InvariantCulture) + long.Parse(fields[SystemTimeField], CultureInfo.InvariantCulture)) / TicksASecond);

    private string? Read(int pid, string file)
    {
        string path = Path.Combine(proc, pid.ToString(CultureInfo.InvariantCulture), file);
        if (!File.Exists(path)) // an exception for each process that is gone would be dear
            return null;
        try
        {
            return File.ReadAllText(path, Encoding.Latin1);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
