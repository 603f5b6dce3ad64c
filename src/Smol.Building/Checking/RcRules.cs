using System.Text.RegularExpressions;
using Smol.Building.Recipes;
using Smol.Building.Recipes.Shell;

namespace Smol.Building.Checking;

/// <summary>What is to be said of <c>etc/rc</c>: how it begins, how it ends, and what takes time on the way.</summary>
internal static partial class RcRules
{
    private const string BasicRc = "/etc/include/basicrc";
    private const string Shutdown = "/etc/include/shutdown";
    private static readonly string[] Mounting = ["mount", "/sbin/mount", "mount_ffs", "mount_ext2fs"];
    private static readonly string[] Ending = ["reboot", "halt", "poweroff", "shutdown", "/sbin/reboot", "/sbin/halt", "/sbin/poweroff", "/sbin/shutdown"];

    public static IEnumerable<RecipeFinding> Check(ServiceFiles service)
    {
        if (service.Rc is not { } rc)
            yield break;
        if (!service.IsSourced(BasicRc))
            yield return WithoutBasicRc(service, rc);
        if (!Ends(service, rc))
        {
            // Who does without basicrc has another idea of what the machine is.
            RecipeSeverity severity = service.IsSourced(BasicRc) ? RecipeSeverity.Warning : RecipeSeverity.Note;
            string place = rc.Lines.Count == 0 ? rc.Path : rc.PlaceOf(rc.Lines[^1]);
            yield return new(place, severity, $"does not end with {Shutdown}: init goes on with what comes after rc, and 'smol run' is not told the status");
        }
        foreach (ShellScript script in service.OwnRcScripts)
        {
            if (script.Find(MakeDev()) is var (line, _))
                yield return new(script.PlaceOf(line), RecipeSeverity.Note, "runs MAKEDEV, which costs time: the device nodes are in the image");
        }
        if (service.ForeignShutdown is { } shutdown && service.IsSourced(Shutdown))
            yield return new(shutdown, RecipeSeverity.Note, "is not smol's: 'smol stop' can't ask the guest to end, and 'smol run' is not told the status");
    }

    private static RecipeFinding WithoutBasicRc(ServiceFiles service, ShellScript rc)
    {
        bool mounts = service.Recipe.Options.ReadOnly || Programs(service).Any(Mounting.Contains);
        return new(rc.Path, mounts ? RecipeSeverity.Note : RecipeSeverity.Warning,
            $"does not source {BasicRc}: it has {(mounts ? "" : "a root that stays read-only, and ")}no network, no variables of 'smol run -e' and no clean 'smol stop' but what it sees to itself");
    }

    private static IEnumerable<string> Programs(ServiceFiles service) => service.OwnRcScripts.SelectMany(script => script.Lines).SelectMany(line => ShellCommands.Programs(line.Text));

    private static bool Ends(ServiceFiles service, ShellScript rc) =>
        service.IsSourced(Shutdown) || Programs(service).Any(Ending.Contains) || (rc.Lines.Count > 0 && Endless().IsMatch(rc.Lines[^1].Text));

    // Not its path as an argument of something else: that copies it, or looks whether it is there.
    [GeneratedRegex(@"(?:^|[;&|({!]|\b(?:sh|then|do|else)\s)\s*(?:[\w.]*/)*MAKEDEV(?=[\s;&|)]|$)")]
    private static partial Regex MakeDev();

    // A program in the shell's place, or one that waits for ever.
    [GeneratedRegex(@"^(?:exec\s|cat$|wait$)")]
    private static partial Regex Endless();
}
