using System.Text.RegularExpressions;
using Smol.TestSupport;

namespace Smol.Building.Minimising.Tests;

/// <summary>The libraries and some programs of this Debian, with their links, and what ldd(1) says of them.</summary>
internal static partial class HostTree
{
    private static readonly string[] Candidates =
        ["/usr/bin/dash", "/usr/bin/ls", "/usr/bin/tar", "/usr/bin/grep", "/usr/bin/sed", "/usr/bin/bash", "/usr/bin/openssl", "/usr/bin/xz", "/usr/bin/id", "/usr/bin/find", "/usr/bin/x86_64-linux-gnu-readelf", "/usr/sbin/e2fsck"];

    public static string[] Programs { get; } = [.. Candidates.Where(file => new FileInfo(file) is { Exists: true, LinkTarget: null })];

    /// <summary>The folders that hold libraries here.</summary>
    public static string[] LibraryFolders { get; } = [.. new[] { "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64" }.Where(Directory.Exists)];

    public static TreeDraft Make()
    {
        TreeDraft draft = new TreeDraft().Link("bin", "usr/bin").Link("sbin", "usr/sbin").Link("lib", "usr/lib").Link("lib64", "usr/lib64");
        foreach (string program in Programs)
            draft.Host(program, program);
        draft.Link("usr/bin/sh", "dash");
        foreach (string file in LibraryFolders.SelectMany(folder => Directory.EnumerateFiles(folder, "*.so*")))
        {
            if (new FileInfo(file).LinkTarget is { } target)
                draft.Link(file, target);
            else
                draft.Host(file, file);
        }
        return draft;
    }

    /// <summary>The files without links that ldd(1) names for a program, itself among them.</summary>
    public static IEnumerable<string> Needed(string program) => Paths().Matches(Oracle.MustRun("ldd", program)).Select(match => Oracle.MustRun("realpath", match.Value).Trim()).Append(program);

    [GeneratedRegex(@"/\S+")]
    private static partial Regex Paths();
}
