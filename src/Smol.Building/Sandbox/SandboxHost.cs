namespace Smol.Building.Sandbox;

/// <summary>Says why a host can't sandbox, and what would change that.</summary>
internal static class SandboxHost
{
    private static readonly (string Setting, string Bad)[] Settings =
    [
        ("/proc/sys/kernel/unprivileged_userns_clone", "0"), // Debian's and Arch's own
        ("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1"), // Ubuntu 23.10 and later
        ("/proc/sys/user/max_user_namespaces", "0"), // user_namespaces(7)
    ];

    /// <summary>The reason as half a sentence.</summary>
    /// <param name="problem">What the program said that could not do it.</param>
    public static string Explain(string problem)
    {
        foreach ((string setting, string bad) in Settings)
        {
            if (File.Exists(setting) && File.ReadAllText(setting).Trim() == bad)
                return $"this host gives no user namespaces: {setting["/proc/sys/".Length..].Replace('/', '.')} is {bad} ({problem})";
        }
        return $"this host can't sandbox them: {problem}";
    }
}
