namespace Smol.Machines.Host;

/// <summary>Finds who has a disk image open, as far as the host tells.</summary>
internal static class ImageHolder
{
    /// <summary>The machine, or else the program, of another QEMU that has the file open; null when none is found or can be seen.</summary>
    /// <param name="path">The image's full path.</param>
    public static string? Find(string path)
    {
        if (!Directory.Exists("/proc/self/fd"))
            return null;
        string target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        foreach (string process in Directory.EnumerateDirectories("/proc"))
            if (char.IsAsciiDigit(Path.GetFileName(process)[0]) && Command(process) is [{ } program, ..] command
                && Path.GetFileName(program).StartsWith("qemu-", StringComparison.Ordinal) && HasOpen(process, target))
                return NameIn(command) ?? $"{program} (process {Path.GetFileName(process)})";
        return null;
    }

    private static string? NameIn(string[] command)
    {
        int at = Array.IndexOf(command, "-name");
        return at >= 0 && at + 1 < command.Length ? $"machine '{command[at + 1]}'" : null;
    }

    // A process may end while it is looked at, or belong to somebody else.
    private static string[] Command(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).Split('\0');
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static bool HasOpen(string process, string target)
    {
        try
        {
            return Directory.EnumerateFiles(Path.Combine(process, "fd")).Any(descriptor => new FileInfo(descriptor).LinkTarget == target);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
