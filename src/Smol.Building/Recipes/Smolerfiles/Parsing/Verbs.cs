namespace Smol.Building.Recipes.Smolerfiles.Parsing;

/// <summary>The verbs and their flags.</summary>
internal static class Verbs
{
    private static readonly string[] None = [];

    /// <summary>All verbs, each with the flags that it knows.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> All { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        ["ADD"] = ["chown", "chmod", "link", "checksum", "unpack", "exclude", "keep-git-dir"],
        ["ARG"] = None,
        ["CMD"] = None,
        ["COPY"] = ["from", "chown", "chmod", "link", "parents", "exclude"],
        ["ENTRYPOINT"] = None,
        ["ENV"] = None,
        ["EXPOSE"] = None,
        ["FROM"] = ["platform"],
        ["HEALTHCHECK"] = ["interval", "timeout", "start-period", "start-interval", "retries"],
        ["INCLUDE"] = None,
        ["LABEL"] = None,
        ["MAINTAINER"] = None,
        ["ONBUILD"] = None,
        ["RUN"] = ["mount", "network", "security", "device"],
        ["SHELL"] = None,
        ["STOPSIGNAL"] = None,
        ["USER"] = None,
        ["VOLUME"] = None,
        ["WORKDIR"] = None,
    };

    /// <summary>Whether heredocs may follow it.</summary>
    public static bool TakesHeredocs(string verb) => verb is "RUN" or "COPY" or "ADD";

    /// <summary>Whether a flag may be given several times.</summary>
    public static bool IsRepeatable(string flag) => flag is "mount" or "exclude";

    /// <summary>Whether a flag is a yes or no, which may have no value.</summary>
    public static bool IsSwitch(string flag) => flag is "link" or "parents" or "unpack" or "keep-git-dir";
}
