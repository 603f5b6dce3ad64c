using System.Globalization;
using System.Text;
using Smol.Building.Recipes.Smolerfiles.Planning;
using Smol.Building.Recipes.Smolerfiles.Variables;
using Smol.Building.Stages;
using Smol.Storage;

namespace Smol.Building.Booting;

/// <summary>Makes scripts of steps: all words are quoted here, so that the guest's shell takes them as they are.</summary>
/// <param name="secrets">The secrets that the user gave, by name, as files of the host.</param>
internal sealed class BootScripts(IReadOnlyDictionary<string, string> secrets)
{
    // Where a step that runs no program of its own has failed.
    private const string Shell = "[ -z \"${debug:-}\" ] || exec /bin/sh -i\n";

    /// <summary>The script of a step; null for one that has nothing to do in a guest.</summary>
    /// <exception cref="SmolException">It wants something that a build boot does not have.</exception>
    public string? Of(PlanStep step) => step switch
    {
        RunStep run => Run(run),
        DirectoryStep folders => Make(folders),
        UserStep user => Check(user),
        _ => null,
    };

    /// <summary>The secrets that steps ask for, with the files of the host that hold them.</summary>
    public static string SecretPath(RunMount mount) => mount.Target ?? $"/run/secrets/{mount.Id}";

    private string Run(RunStep run)
    {
        var text = new StringBuilder();
        var environment = new List<string>();
        foreach (EnvironmentVariable variable in run.Environment)
        {
            text.Append($"{WorkloadScript.Assignment(variable)}\n");
            environment.Add($"\"{variable.Name}=${variable.Name}\"");
        }
        foreach (RunMount mount in run.Mounts)
            text.Append(Mount(mount, run, environment));
        text.Append($"cd {ShellText.Quote(run.WorkingDirectory)} || exit 127\n");
        string command = run.Script is null ? ShellText.Quote(run.Arguments) : "\"$BOOT/run/script\"";
        if (run.Script is { } script)
            text.Append($"cat >\"$BOOT/run/script\" <<'{Fence(script.Content)}'\n{script.Content.TrimEnd('\n')}\n{Fence(script.Content)}\nchmod 0755 \"$BOOT/run/script\"\n");
        text.Append($"set -- env -i {string.Join(' ', environment)} {command}\n");
        text.Append($"[ -z \"${{debug:-}}\" ] || set -- env -i {string.Join(' ', environment)} \"TERM=${{TERM:-vt100}}\" /bin/sh -i\n");
        text.Append(run.User.Length == 0 ? "\"$@\"\n" : $"owner {ShellText.Quote(run.User)}\nas_owner \"$@\"\n");
        text.Append("code=$?\ncd /\n");
        foreach (RunMount mount in run.Mounts.Reverse())
            text.Append(Unmount(mount));
        return text.Append("exit $code\n").ToString();
    }

    private string Mount(RunMount mount, RunStep run, List<string> environment)
    {
        string target = ShellText.Quote(mount.Kind == RunMountKind.Secret ? SecretPath(mount) : mount.Target!);
        switch (mount.Kind)
        {
            case RunMountKind.Secret when mount.Id is { } id && secrets.ContainsKey(id):
                string place = $"\"$BOOT/secrets/{id}\"";
                if (mount.Variable is { } variable)
                    environment.Add($"\"{variable}=$(cat {place})\"");
                return mount.Target is null && mount.Variable is not null ? "" : $"mkdir -p \"$(dirname {target})\" && cp {place} {target} && chmod {Octal(mount.Mode ?? 0x100)} {target} && chown {mount.UserId ?? 0}:{mount.GroupId ?? 0} {target}\n";
            case RunMountKind.Secret when mount.IsRequired:
                throw new SmolException($"the secret '{mount.Id}' is not given", run.Span.ToString(), $"--secret id={mount.Id},src=FILE gives it");
            case RunMountKind.Secret:
                return "";
            case RunMountKind.Bind:
                throw new SmolException("RUN --mount=type=bind is not built in this version", run.Span.ToString(), "COPY the files, and remove them in the RUN that needs them");
            default:
                // A cache begins empty each time.
                string size = mount.Size is { } bytes ? $" -o size={bytes}" : "";
                return $"mkdir -p {target} && mount -t tmpfs{size} tmpfs {target} && chmod {Octal(mount.Mode ?? 0x1ED)} {target} || exit 125\n";
        }
    }

    private static string Unmount(RunMount mount) => mount.Kind switch
    {
        RunMountKind.Secret => mount.Target is null && mount.Variable is not null ? "" : $"rm -f {ShellText.Quote(SecretPath(mount))}\n",
        _ => $"umount {ShellText.Quote(mount.Target!)}\n",
    };

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

    private static string Octal(int mode) => Convert.ToString(mode, 8).PadLeft(4, '0');

    /// <summary>A line that the text does not have.</summary>
    private static string Fence(string text)
    {
        string fence = "SMOL_END";
        for (int number = 0; text.Contains(fence, StringComparison.Ordinal); number++)
            fence = "SMOL_END_" + number.ToString(CultureInfo.InvariantCulture);
        return fence;
    }
}
