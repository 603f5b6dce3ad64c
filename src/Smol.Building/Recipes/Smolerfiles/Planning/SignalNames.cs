using System.Text.RegularExpressions;

namespace Smol.Building.Recipes.Smolerfiles.Planning;

/// <summary>The signals of NetBSD and Linux (signal(7) of each).</summary>
internal static partial class SignalNames
{
    private static readonly string[] Names =
    [
        "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGUSR1", "SIGSEGV", "SIGUSR2", "SIGPIPE", "SIGALRM",
        "SIGTERM", "SIGCHLD", "SIGCONT", "SIGSTOP", "SIGTSTP", "SIGTTIN", "SIGTTOU", "SIGURG", "SIGXCPU", "SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO",
        "SIGPWR", "SIGSYS", "SIGINFO", "SIGEMT",
    ];

    /// <summary>All names, with <c>SIG</c>.</summary>
    public static IReadOnlyList<string> All => Names;

    /// <summary>Whether it is a signal's name, with or without <c>SIG</c>, or a number.</summary>
    public static bool IsSignal(string text)
    {
        string name = text.ToUpperInvariant();
        return Names.Contains(name) || Names.Contains("SIG" + name) || Other().IsMatch(name);
    }

    [GeneratedRegex(@"\A([1-9]|[1-5][0-9]|6[0-4]|(SIG)?RT(MIN(\+[0-9]+)?|MAX(-[0-9]+)?))\z")]
    private static partial Regex Other();
}
