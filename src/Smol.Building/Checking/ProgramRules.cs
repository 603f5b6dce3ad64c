using System.Text.RegularExpressions;
using Smol.Building.Recipes;
using Smol.Building.Recipes.Shell;
using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Building.Checking;

/// <summary>Programs that <c>rc</c> calls by their path, and that nothing of the image brings.</summary>
internal static class ProgramRules
{
    // What is made, mounted or installed when the machine runs.
    private static readonly string[] OfRunTime = ["/dev/", "/home/", "/mnt/", "/proc/", "/root/", "/sys/", "/tmp/", "/var/"];

    /// <param name="service">The service.</param>
    /// <param name="tree">Its tree before the scripts of <c>postinst</c>.</param>
    public static IEnumerable<RecipeFinding> Check(ServiceFiles service, FileTree tree)
    {
        var said = new HashSet<string>();
        foreach (ShellScript script in service.OwnRcScripts)
        {
            foreach (ShellLine line in script.Lines)
            {
                foreach (string path in ShellCommands.Programs(line.Text).Where(word => word[0] == '/' && !IsElsewhere(word, service) && IsMissing(tree, word)).Where(said.Add))
                    yield return new(script.PlaceOf(line), RecipeSeverity.Warning, $"runs {path}, which neither the sets nor the packages nor etc/ have", $"'smol set search {path}' finds a set that has it");
            }
        }
    }

    /// <summary>Whether somebody else sees to it: a script of <c>postinst</c> that speaks of it, or <c>rc</c> itself, by looking first or by installing packages.</summary>
    private static bool IsElsewhere(string path, ServiceFiles service)
    {
        if (OfRunTime.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)))
            return true;
        var name = new Regex($@"(?<![\w.-]){Regex.Escape(path[(path.LastIndexOf('/') + 1)..])}(?![\w-])");
        if (service.Postinst.Any(script => script.Find(name) is not null))
            return true;
        var looked = new Regex($@"(?:\btest\s|\[\s|\bcommand\s+-v\s|>\s*|\bln\s.*\s|\bcp\s.*\s).*{Regex.Escape(path)}");
        bool installs = path.StartsWith("/usr/pkg/", StringComparison.Ordinal) && service.IsSourced("/etc/include/pkgin");
        return installs || service.OwnRcScripts.Any(script => script.Find(looked) is not null);
    }

    private static bool IsMissing(FileTree tree, string path)
    {
        try
        {
            return TreePath.TryParse(ByteString.FromText(path[1..]).Span, out TreePath place, out _) && tree.Resolve(place) is null;
        }
        catch (SmolException)
        {
            return true; // A link that leads out of the tree.
        }
    }
}
