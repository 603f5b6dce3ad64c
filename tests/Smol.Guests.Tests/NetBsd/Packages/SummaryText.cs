using System.Text;
using Smol.Guests.NetBsd.Packages;

namespace Smol.Guests.Tests.NetBsd.Packages;

/// <summary>Writes pkg_summary(5).</summary>
internal static class SummaryText
{
    /// <summary>An entry of <c>NAME</c>, and then <c>D:PATTERN</c> for what it depends on, <c>C:PATTERN</c> for what it conflicts with, <c>S:PATTERN</c> for what it replaces.</summary>
    public static string Entry(string words)
    {
        string[] parts = words.Split(' ');
        var text = new StringBuilder($"PKGNAME={parts[0]}\n");
        foreach (string part in parts[1..])
            text.Append($"{(part[0] switch { 'D' => "DEPENDS", 'C' => "CONFLICTS", _ => "SUPERSEDES" })}={part[2..]}\n");
        return text.Append($"COMMENT=What {parts[0]} is\nOPSYS=NetBSD\n").ToString();
    }

    public static PackageSummary Read(string text) => PackageSummary.Read(new MemoryStream(Encoding.Latin1.GetBytes(text)), "pkg_summary");

    public static PackageSummary Of(params IEnumerable<string> entries) => Read(string.Join('\n', entries.Select(Entry)));
}
