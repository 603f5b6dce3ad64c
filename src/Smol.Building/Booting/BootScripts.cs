using System.Globalization;
using System.Text;
using Smol.Building.Recipes.Smolerfiles.Planning;
using Smol.Building.Recipes.Smolerfiles.Variables;
using Smol.Building.Stages;
using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Building.Booting;

/// <summary>Makes scripts of steps: all words are quoted here, so that the guest's shell takes them as they are.</summary>
/// <param name="secrets">The secrets that the user gave, by name, as files of the host.</param>
/// <param name="find">Finds what a mount takes from the context, a stage or an image.</param>
internal sealed class BootScripts(IReadOnlyDictionary<string, string> secrets, Func<RunStep, RunMount, Node> find)
{
    // Where a step that runs no program of its own has failed.
    private const string Shell = "[ -z \"${debug:-}\" ] || exec /bin/sh -i\n";

    /// <summary>What a guest does for a step; null for one that has nothing to do there.</summary>
    /// <exception cref="SmolException">It wants something that there is not.</exception>
    public BootStep? Of(PlanStep step) => step switch
    {
        RunStep run => Run(run),
        DirectoryStep folders => new(step, Make(folders)),
        UserStep user => new(step, Check(user)),
        _ => null,
    };

    private BootStep Run(RunStep run)
    {
        var text = new StringBuilder();
        var environment = new List<string>();
        foreach (EnvironmentVariable variable in run.Environment)
        {
            text.Append($"{WorkloadScript.Assignment(variable)}\n");
            environment.Add($"\"{variable.Name}=${variable.Name}\"");
        }
        MountScript mounts = new MountScript(run, secrets, find).Write();
        environment.AddRange(mounts.Environment);
        text.Append(mounts.Before);
        text.Append($"cd {ShellText.Quote(run.WorkingDirectory)} || exit 127\n");
        string command = run.Script is null ? ShellText.Quote(run.Arguments) : "\"$BOOT/run/script\"";
        if (run.Script is { } script)
            text.Append($"cat >\"$BOOT/run/script\" <<'{Fence(script.Content)}'\n{script.Content.TrimEnd('\n')}\n{Fence(script.Content)}\nchmod 0755 \"$BOOT/run/script\"\n");
        text.Append($"set -- env -i {string.Join(' ', environment)} {command}\n");
        text.Append($"[ -z \"${{debug:-}}\" ] || set -- env -i {string.Join(' ', environment)} \"TERM=${{TERM:-vt100}}\" /bin/sh -i\n");
        text.Append(run.User.Length == 0 ? "\"$@\"\n" : $"owner {ShellText.Quote(run.User)}\nas_owner \"$@\"\n");
        return new(run, text.ToString()) { After = mounts.After, Trees = mounts.Trees };
    }

    private static string Make(DirectoryStep step)
    {
        var text = new StringBuilder(Shell);
        foreach (string path in step.Paths.Select(ShellText.Quote))
        {
            string owner = step.Owner.Length == 0 ? "" : $" && owner {ShellText.Quote(step.Owner)} && chown \"$uid:$gid\" {path}";
            text.Append($"[ -d {path} ] || {{ mkdir -p {path}{owner}; }} || exit 1\n");
        }
        return text.ToString();
    }

    private static string Check(UserStep step) => $"{Shell}owner {ShellText.Quote(step.User)}\n";

    /// <summary>A line that the text does not have.</summary>
    private static string Fence(string text)
    {
        string fence = "SMOL_END";
        for (int number = 0; text.Contains(fence, StringComparison.Ordinal); number++)
            fence = "SMOL_END_" + number.ToString(CultureInfo.InvariantCulture);
        return fence;
    }
}
