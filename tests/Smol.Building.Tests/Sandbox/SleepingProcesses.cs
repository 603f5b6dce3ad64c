namespace Smol.Building.Tests.Sandbox;

/// <summary>Finds the processes of a test on the host by for how long they want to sleep.</summary>
internal static class SleepingProcesses
{
    /// <summary>How many run <c>sleep SECONDS</c>.</summary>
    public static int Count(string seconds) => Directory.EnumerateDirectories("/proc").Count(folder =>
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline")) == $"sleep\0{seconds}\0";
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    });
}
