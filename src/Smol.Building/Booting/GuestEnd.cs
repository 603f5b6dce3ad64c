using System.Text.RegularExpressions;

namespace Smol.Building.Booting;

/// <summary>What kernels and init say when nothing will run in a guest any more.</summary>
internal static partial class GuestEnd
{
    /// <summary>Whether a guest that says nothing after this line waits for a person for ever.</summary>
    public static bool IsLastWord(string line) => Halt().IsMatch(line) || SingleUser().IsMatch(line) || Debugger().IsMatch(line);

    /// <summary>Whether a kernel says that it has panicked.</summary>
    public static bool IsPanic(string line) => Panic().IsMatch(line);

    /// <summary>Why a guest ended, as its last lines tell.</summary>
    /// <param name="lines">The lines.</param>
    public static string Reason(IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        return all.Any(Panic().IsMatch) || all.Any(Debugger().IsMatch) ? "the guest's kernel panicked"
            : all.Any(Halt().IsMatch) ? "the guest was halted"
            : all.Any(SingleUser().IsMatch) ? "the shell that runs the steps was killed"
            : "the guest ended before the step did";
    }

    // NetBSD: sys/kern/subr_prf.c; Linux: kernel/panic.c. Both may put the time before it.
    [GeneratedRegex(@"^(\[ *[0-9.]+\] )?(panic: |Kernel panic - not syncing)")]
    private static partial Regex Panic();

    // NetBSD: sys/arch/amd64/amd64/machdep.c, cpu_reboot(); Linux: kernel/reboot.c
    [GeneratedRegex(@"^(\[ *[0-9.]+\] )?(The operating system has halted\.|Please press any key to reboot\.|reboot: System halted)$")]
    private static partial Regex Halt();

    // NetBSD: sbin/init/init.c, runetcrc() and single_user()
    [GeneratedRegex(@"(going to single user mode|^Enter pathname of shell or RETURN for /bin/sh: ?)$")]
    private static partial Regex SingleUser();

    // NetBSD: sys/ddb/db_command.c
    [GeneratedRegex(@"^db(\{[0-9]+\})?> ?$")]
    private static partial Regex Debugger();
}
