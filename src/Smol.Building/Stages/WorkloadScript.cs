using System.Text;
using Smol.Building.Recipes.Smolerfiles.Planning;
using Smol.Building.Recipes.Smolerfiles.Variables;
using Smol.Machines;
using Smol.Storage.FileTrees;

namespace Smol.Building.Stages;

/// <summary>The <c>/etc/rc</c> of an image that a SMOLerfile describes: it runs what ENTRYPOINT and CMD say, and ends with its status.</summary>
internal static class WorkloadScript
{
    private const string Mark = "#!/bin/sh\n# made by 'smol build ";

    private static readonly string[] _usualSignals = ["HUP", "INT", "QUIT", "USR1", "USR2", "TERM"];

    /// <summary>Whether a file is such a script.</summary>
    public static bool IsOurs(FileNode file)
    {
        var start = new byte[Math.Min(Mark.Length, file.Content.Length)];
        file.Content.Read(0, start);
        return Encoding.ASCII.GetString(start) == Mark;
    }

    /// <summary>Writes it.</summary>
    /// <param name="configuration">What is run, and how.</param>
    /// <param name="user">The user to run it as; null for root.</param>
    /// <param name="file">The SMOLerfile, for people.</param>
    public static string Write(ImageConfiguration configuration, FileOwner? user, string file)
    {
        var text = new StringBuilder($"{Mark}{Path.GetFileName(file)}'\n\n. /etc/include/basicrc\n\n");
        foreach (EnvironmentVariable variable in configuration.Environment)
            text.Append($"export {Assignment(variable)}\n");
        text.Append($"cd {ShellText.Quote(configuration.WorkingDirectory)} || cd /\n");
        // `smol run IMAGE -- COMMAND` comes as a variable, in sh's quoting.
        IReadOnlyList<string> command = configuration.Cmd ?? (configuration.Entrypoint is null ? ["/bin/sh"] : []);
        text.Append($"if [ -n \"${{CMD:-}}\" ]; then\n    eval \"set -- $CMD\"\n    unset CMD\nelse\n    set -- {ShellText.Quote(command)}\nfi\n");
        if (configuration.Entrypoint is { Count: > 0 } entrypoint)
            text.Append($"set -- {ShellText.Quote(entrypoint)} \"$@\"\n");
        text.Append($"trap : {TrappedSignals(configuration)}\necho 'smol: ready'\n");
        text.Append(user is { } owner && owner != default ? AsUser(owner) : "\"$@\"\n");
        text.Append("\n. /etc/include/shutdown\n");
        return text.ToString();
    }

    /// <summary>What stops the machine, which the command gets, too; its status is what counts. Shells know no names of real-time signals.</summary>
    private static string TrappedSignals(ImageConfiguration configuration) =>
        configuration.StopSignal is { } signal && StopSignals.Parse(signal) is var name && !name.StartsWith("RT", StringComparison.Ordinal)
            ? string.Join(' ', _usualSignals.Append(name).Distinct())
            : string.Join(' ', _usualSignals);

    /// <summary><c>NAME='value'</c>; what is for a shell is left to it.</summary>
    public static string Assignment(EnvironmentVariable variable) =>
        $"{variable.Name}={(variable.IsForShell ? variable.Value : ShellText.Quote(variable.Value))}";

    /// <summary>Runs the words as another user, in the folder where the shell is. Neither way leaves a process behind.</summary>
    /// <remarks>NetBSD's chroot(8) takes -u and -g; a Linux userland has chroot --userspec (coreutils) or busybox' start-stop-daemon.</remarks>
    public static string AsUser(FileOwner owner) => $$"""
        if [ ! -d /sys/kernel ]; then
            chroot -u '{{owner.UserId}}' -g '{{owner.GroupId}}' -G '{{owner.GroupId}}' / /bin/sh -c 'cd "$1" && shift && exec "$@"' sh "$PWD" "$@"
        elif chroot --version >/dev/null 2>&1; then
            chroot --userspec={{owner.UserId}}:{{owner.GroupId}} / /bin/sh -c 'cd "$1" && shift && exec "$@"' sh "$PWD" "$@"
        else
            start-stop-daemon -S -q -p /nonexistent -c {{owner.UserId}}:{{owner.GroupId}} -x /bin/sh -- -c 'cd "$1" && shift && exec "$@"' sh "$PWD" "$@"
        fi

        """;
}
