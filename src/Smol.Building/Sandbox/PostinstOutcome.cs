using Smol.Storage.FileTrees;

namespace Smol.Building.Sandbox;

/// <summary>What became of a service's scripts.</summary>
public sealed class PostinstOutcome : IDisposable
{
    private readonly IDisposable? _content;

    internal PostinstOutcome(FileTree tree, IDisposable? content = null)
    {
        Tree = tree;
        _content = content;
    }

    /// <summary>The tree after the scripts that ran; the one that was given when none did. Some of its files are read from this outcome.</summary>
    public FileTree Tree { get; }

    /// <summary>The scripts that ran to their end.</summary>
    public IReadOnlyList<string> Ran { get; internal init; } = [];

    /// <summary>The scripts that the build boot has to run; null when there are none.</summary>
    public DeferredScripts? Deferred { get; internal init; }

    /// <summary>The scripts that nobody runs, since the user said so.</summary>
    public IReadOnlyList<string> Skipped { get; internal init; } = [];

    /// <summary>What became of scripts that ran after these, over this outcome's tree. It disposes of both.</summary>
    internal PostinstOutcome Then(PostinstOutcome next) => new(next.Tree, new Both(this, next))
    {
        Ran = [.. Ran, .. next.Ran],
        Skipped = [.. Skipped, .. next.Skipped],
        Deferred = next.Deferred,
    };

    /// <inheritdoc/>
    public void Dispose() => _content?.Dispose();

    private sealed record Both(IDisposable First, IDisposable Second) : IDisposable
    {
        public void Dispose()
        {
            Second.Dispose();
            First.Dispose();
        }
    }
}
