namespace Smol.Building.Sandbox;

/// <summary>A way to get namespaces: the program and the arguments that come before what runs in them.</summary>
/// <param name="HasRange">Whether there are more users in them than one.</param>
/// <param name="Command">The program and its arguments.</param>
internal sealed record SandboxMethod(bool HasRange, IReadOnlyList<string> Command)
{
    // unshare(1) of util-linux. The first process in them is killed with unshare itself, and all others with it.
    private static readonly string[] Namespaces = ["--mount", "--pid", "--fork", "--kill-child", "--ipc", "--uts"];

    /// <summary>The ways to try, the best first.</summary>
    /// <param name="isConfined">False for scripts that run as smolBSD runs them.</param>
    /// <param name="hasNetwork">Whether there is a network inside.</param>
    public static IEnumerable<SandboxMethod> All(bool isConfined, bool hasNetwork)
    {
        string[] namespaces = hasNetwork || !isConfined ? Namespaces : [.. Namespaces, "--net"];
        if (!Environment.IsPrivilegedProcess)
            yield return new(HasRange: true, ["unshare", "--user", "--map-root-user", "--map-auto", .. namespaces]);
        else if (isConfined)
            yield return new(HasRange: true, ["/bin/sh", "-c", SandboxScript.ShiftIds.Text, "sh", "unshare", .. namespaces]);
        else
            yield return new(HasRange: true, ["unshare", .. namespaces]);
        yield return new(HasRange: false, ["unshare", "--user", "--map-root-user", .. namespaces]);
    }
}
