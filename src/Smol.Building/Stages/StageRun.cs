using Smol.Building.History;
using Smol.Building.Recipes.Smolerfiles.Planning;
using Smol.Fetching.Locks;
using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Building.Stages;

/// <summary>Does the steps of a stage, in order: what a guest must do in as few boots as can be, the rest in memory.</summary>
/// <param name="sources">Where files come from.</param>
/// <param name="guest">Does what needs a guest.</param>
/// <param name="history">Gets what was done.</param>
/// <param name="time">The time of what has none.</param>
/// <param name="progress">Told what is done.</param>
internal sealed class StageRun(StageSources sources, GuestSteps guest, BuildHistory history, Timestamp time, IProgress<string> progress)
{
    private FileTree _tree = new();

    /// <summary>Whether a NetBSD's hashed account files must be made anew at its first boot.</summary>
    public bool HasNewAccounts { get; private set; }

    /// <summary>Does them, from the first one on that the step cache does not have.</summary>
    /// <param name="tree">What the stage begins with; it is changed, or taken apart.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>The tree after them.</returns>
    /// <exception cref="SmolException">A step failed; the place is the instruction's.</exception>
    public FileTree Run(FileTree tree, IReadOnlyList<PlanStep> steps, CancellationToken cancellation)
    {
        _tree = tree;
        for (int index = TakeCached(steps, 0) ?? 0; index < steps.Count;)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = CountForGuest(steps, index);
            if (count > 0)
                index = RunInGuest(steps, index, count, cancellation);
            else
                Do(steps, index++);
        }
        return _tree;
    }

    /// <summary>How many steps from one on share a boot: from a RUN to the last RUN before something that must be done here.</summary>
    private static int CountForGuest(IReadOnlyList<PlanStep> steps, int first)
    {
        if (steps[first] is not RunStep begin)
            return 0;
        int count = 1;
        for (int index = first + 1; index < steps.Count; index++)
        {
            if (steps[index] is CopyStep or UserStep { CreatesMissing: true } || (steps[index] is RunStep run && run.HasNetwork != begin.HasNetwork))
                break;
            if (steps[index] is RunStep)
                count = index - first + 1;
        }
        return count;
    }

    /// <summary>Runs steps, unless another build has done so by now.</summary>
    /// <returns>The number of the next step.</returns>
    private int RunInGuest(IReadOnlyList<PlanStep> steps, int first, int count, CancellationToken cancellation)
    {
        using FileLock held = guest.Lock(first, cancellation);
        if (TakeCached(steps, first) is { } next)
            return next;
        _tree = guest.Run(first, count, _tree, HasNewAccounts, cancellation);
        history.AddTogether(Texts(steps, first, first + count), _tree, isCached: false);
        return first + count;
    }

    private int? TakeCached(IReadOnlyList<PlanStep> steps, int first)
    {
        if (guest.Find(first, _tree) is not { } state)
            return null;
        (_tree, HasNewAccounts) = (state.Tree, state.HasNewAccounts);
        history.AddTogether(Texts(steps, first, state.Next), _tree, isCached: true);
        return state.Next;
    }

    /// <summary>What a history has of steps, and whether each can have changed the tree.</summary>
    public static (string Text, bool Changes)[] Texts(IReadOnlyList<PlanStep> steps, int first, int end) =>
        [.. steps.Take(end).Skip(first).Select(step => (step.Text, step is not (ConfigurationStep or EnvironmentStep or UserStep { CreatesMissing: false })))];

    private void Do(IReadOnlyList<PlanStep> steps, int number)
    {
        Do(steps[number]);
        history.AddTogether(Texts(steps, number, number + 1), _tree, isCached: false);
    }

    private void Do(PlanStep step)
    {
        progress.Report($"{step.Span}: {step.Text}");
        switch (step)
        {
            case CopyStep copy:
                sources.Copy(copy, _tree, time, progress.Report);
                break;
            case DirectoryStep folders:
                MakeFolders(folders);
                break;
            case UserStep user:
                CheckUser(user);
                break;
        }
    }

    private void MakeFolders(DirectoryStep step)
    {
        foreach (TreePath path in step.Paths.Select(path => TreePath.FromText(path.Trim('/'))))
        {
            if (path.IsRoot || _tree.Resolve(path) is DirectoryNode)
                continue;
            DirectoryNode made = _tree.MakeDirectory(path);
            FileOwner owner = Placed(() => FileOwner.Parse(step.Owner, _tree), step);
            made.Attributes = new(0x1ED /* 0755 */, owner.UserId, owner.GroupId, time);
        }
    }

    private void CheckUser(UserStep step)
    {
        if (Accounts.Knows(_tree, step.User))
            return;
        if (step.CreatesMissing && !step.User.Contains(':', StringComparison.Ordinal))
            HasNewAccounts |= Accounts.Add(_tree, step.User, time);
        else
            Placed(() => FileOwner.Parse(step.User, _tree), step);
    }

    private static T Placed<T>(Func<T> action, PlanStep step)
    {
        try
        {
            return action();
        }
        catch (SmolException failure)
        {
            throw new SmolException(failure.Problem, step.Span.ToString(), "make the user before, as with RUN useradd NAME, or give a number", failure);
        }
    }
}
