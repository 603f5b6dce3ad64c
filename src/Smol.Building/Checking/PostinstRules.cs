using System.Text.RegularExpressions;
using Smol.Building.Recipes;
using Smol.Building.Recipes.Shell;

namespace Smol.Building.Checking;

/// <summary>What is to be said of <c>postinst</c> scripts: what they will not find where they run.</summary>
internal static partial class PostinstRules
{
    private static readonly HashSet<string> OfNetBsd =
        ["pkg_add", "pkg_admin", "pkg_delete", "pkg_info", "pkgin", "pwd_mkdb", "cap_mkdb", "services_mkdb", "certctl", "vndconfig", "dkctl", "installboot", "resize_ffs"];

    private static readonly HashSet<string> OfTheNetwork = ["curl", "wget", "ftp"];

    public static IEnumerable<RecipeFinding> Check(ServiceFiles service)
    {
        foreach (ShellScript script in service.Postinst)
        {
            if (!service.Recipe.NeedsNetBsd && FindFetch(script) is { } fetch)
                yield return new(script.PlaceOf(fetch), RecipeSeverity.Warning, "fetches something, and there is no network where it runs", "build with --network");
            if (!service.Recipe.NeedsNetBsd && FindNetBsd(script) is var (line, program))
                yield return new(script.PlaceOf(line), RecipeSeverity.Warning, $"runs {program}, which is NetBSD's and not there where it runs", "a file NETBSD_ONLY says that scripts need a NetBSD");
            if (!service.Recipe.NeedsNetBsd && script.Find(ChangeRoot()) is var (chroot, _))
                yield return new(script.PlaceOf(chroot), RecipeSeverity.Note, "runs a program of the image by chroot, and so runs at a build boot");
            if (script.Find(HostKey()) is var (keys, _))
                yield return new(script.PlaceOf(keys), RecipeSeverity.Warning, "makes keys that all machines of the image share, and that whoever has the image has", "make them in rc, when a machine first starts");
        }
    }

    private static ShellLine? FindFetch(ShellScript script)
    {
        foreach (ShellLine line in script.Lines)
        {
            if (Fetch().IsMatch(line.Text) || ShellCommands.Programs(line.Text).Any(OfTheNetwork.Contains))
                return line;
        }
        return null;
    }

    private static (ShellLine Line, string Program)? FindNetBsd(ShellScript script)
    {
        foreach (ShellLine line in script.Lines)
        {
            if (ShellCommands.Programs(line.Text).FirstOrDefault(program => OfNetBsd.Contains(program[(program.LastIndexOf('/') + 1)..])) is { } program)
                return (line, program);
        }
        return null;
    }

    [GeneratedRegex("""(?:^|[;&|({`!"]|\b(?:then|do|else|if)\s)\s*(?:"?\$\{?FETCH\b|git\s+clone\b|npm\s+(?:install|i)\b|pip[0-9.]*\s+install\b|go\s+(?:get|install)\b|cargo\s+install\b)""")]
    private static partial Regex Fetch();

    [GeneratedRegex(@"(?:^|[\s;&|(/])chroot\s")]
    private static partial Regex ChangeRoot();

    [GeneratedRegex(@"(?:^|[\s""'/=;&|(])ssh-keygen\b")]
    private static partial Regex HostKey();
}
