using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Smol.Building.Recipes;

namespace Smol.Building.Checking;

/// <summary>Has this host's sh(1) read scripts without running them (<c>sh -n</c>).</summary>
internal static partial class SyntaxRules
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static IReadOnlyList<RecipeFinding> Check(ServiceFiles service)
    {
        var findings = new List<RecipeFinding>();
        try
        {
            foreach (string path in service.ShellFiles())
            {
                if (Ask(path) is { } complaint)
                    findings.Add(Of(path, complaint));
            }
        }
        catch (Win32Exception)
        {
            findings.Add(new(service.Recipe.Folder, RecipeSeverity.Note, "its scripts were not read: there is no sh on this host"));
        }
        return findings;
    }

    /// <summary>What sh says of a script; null for nothing.</summary>
    private static string? Ask(string path)
    {
        var start = new ProcessStartInfo("sh", ["-n", Path.GetFullPath(path)]) { RedirectStandardError = true, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["LC_ALL"] = "C";
        start.Environment.Remove("ENV");
        using Process sh = Process.Start(start)!;
        sh.StandardInput.Close();
        Task<string> errors = sh.StandardError.ReadToEndAsync();
        if (!sh.WaitForExit(Patience))
        {
            sh.Kill();
            return "sh did not come to an end with it";
        }
        return sh.ExitCode == 0 ? null : errors.GetAwaiter().GetResult().Split('\n')[0];
    }

    private static RecipeFinding Of(string path, string complaint)
    {
        Match match = Complaint().Match(complaint);
        return match.Success
            ? new($"{path}:{match.Groups["line"].Value}", RecipeSeverity.Error, $"sh does not understand it: {match.Groups["text"].Value}")
            : new(path, RecipeSeverity.Error, $"sh does not understand it: {complaint}");
    }

    // dash: "/x/rc: 3: Syntax error: ..."; bash: "/x/rc: line 3: syntax error ..."; NetBSD's: "/x/rc: 3: Syntax error: ..."
    [GeneratedRegex(@"\A.*?: (?:line )?(?<line>[0-9]+): (?<text>.+)\z")]
    private static partial Regex Complaint();
}
