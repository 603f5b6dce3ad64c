using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Building.Sandbox;

/// <summary>
/// Runs the <c>postinst</c> scripts of a service over a tree as smolBSD's users know it: from the image's root, <c>../service</c> beside
/// it, as root. Here that root is one of a user namespace, which sees nothing of the host but its programs. See docs/postinst.md.
/// </summary>
public static class PostinstSandbox
{
    /// <summary>Runs the scripts in the order given.</summary>
    /// <param name="tree">The composed tree; it is not changed.</param>
    /// <param name="scripts">The scripts' names in the service's <c>postinst</c> folder (<see cref="PostinstScripts.In"/>).</param>
    /// <param name="options">Where and how.</param>
    /// <param name="progress">Told each line that scripts print.</param>
    /// <param name="cancellation">Kills what runs; nothing of it is left.</param>
    /// <returns>The tree after the scripts, and those that did not run. To be disposed of when the tree is not read any more.</returns>
    /// <exception cref="SmolException">A script ended with another exit code than 0 or went over a limit.</exception>
    public static PostinstOutcome Run(
        FileTree tree, IReadOnlyList<string> scripts, PostinstOptions options, IProgress<string> progress, CancellationToken cancellation)
    {
        if (scripts.Count == 0)
            return new(tree);
        switch (PostinstRoute.For(options.NeedsNetBsd, options.Choice))
        {
            case { Where: PostinstChoice.Skip }:
                return new(tree) { Skipped = scripts };
            case { Where: PostinstChoice.Boot, Reason: { } reason }:
                return new(tree) { Deferred = new(scripts, reason) };
            case { Where: PostinstChoice.Host }:
                progress.Report("warning: --postinst=host runs the recipe's scripts with all that you may do on this host, as smolBSD does");
                if (!OperatingSystem.IsLinux())
                    return Unable(tree, scripts, options, "only Linux has what runs them");
                break;
        }
        bool runsPrograms = options.RunsPrograms || options.Choice == PostinstChoice.Host;
        return RunUntil(runsPrograms ? null : new ImagePrograms(tree).FindInScripts(Path.Combine(options.ServiceFolder, "postinst"), scripts));

        // Runs the scripts before one that wants a program of the image: it and those after it are for the build boot.
        PostinstOutcome RunUntil((int Script, string Program)? end)
        {
            IReadOnlyList<string> some = [.. scripts.Take(end?.Script ?? scripts.Count)];
            DeferredScripts? deferred = end is var (script, program) ? DeferredScripts.From(scripts, script, program) : null;
            if (some.Count == 0)
                return new(tree) { Deferred = deferred };
            SandboxReport report = RunAnyWay(tree, some, options, progress, cancellation);
            if (report.Unable is not null)
                return Unable(tree, scripts, options, SandboxHost.Explain(report.Unable));
            if (report.Program is null)
            {
                ThrowIfBad(some, options, report);
                return new(report.Tree!, report.Content) { Ran = some, Deferred = deferred };
            }
            // What that script did until then must not be in the tree that it begins with in the guest.
            report.Content?.Dispose();
            return RunUntil(report.Program);
        }
    }

    private static SandboxReport RunAnyWay(
        FileTree tree, IReadOnlyList<string> scripts, PostinstOptions options, IProgress<string> progress, CancellationToken cancellation)
    {
        SandboxReport? first = null;
        foreach (SandboxMethod method in SandboxMethod.All(options.Choice != PostinstChoice.Host, options.HasNetwork))
        {
            SandboxReport report = new SandboxRun(tree, scripts, options, progress).Run(method, cancellation);
            if (report.Unable is null)
                return report;
            // What the best way says is what the host is asked to mend.
            first ??= report;
        }
        return first!;
    }

    private static void ThrowIfBad(IReadOnlyList<string> scripts, PostinstOptions options, SandboxReport report)
    {
        if (report.Tree is not null)
            return;
        if (report.Begun == 0)
            throw new SmolException($"the sandbox failed: {report.Failure ?? report.Unable}", hint: "'--postinst=skip' leaves the scripts out");
        string place = Path.Combine(options.ServiceFolder, "postinst", scripts[report.Begun - 1]);
        if (report.TookTooMuchMemory)
            throw new SmolException($"took more than {options.Limits.Memory >> 20} MiB of memory", place);
        string problem = report.Failure is not null ? "the sandbox failed: " + report.Failure
            : report.ExitCode is { } code ? $"ended with exit code {code}"
            : "did not end";
        string lines = report.LastLines.Count == 0 ? " and printed nothing" : $"; its last lines:\n{string.Join('\n', report.LastLines)}";
        throw new SmolException(problem + lines, place, "'--postinst=skip' leaves the scripts out");
    }

    private static PostinstOutcome Unable(FileTree tree, IReadOnlyList<string> scripts, PostinstOptions options, string reason) =>
        options.Choice == PostinstChoice.Host
            ? throw new SmolException("postinst scripts can't run on this host: " + reason, options.ServiceFolder, "'--postinst=skip' leaves them out")
            : new(tree) { Deferred = new(scripts, reason) };
}
