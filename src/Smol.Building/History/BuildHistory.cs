using System.Diagnostics;
using Smol.Images.Store;
using Smol.Storage.FileTrees;

namespace Smol.Building.History;

/// <summary>What was done to make an image, while it is being made. A step lasts from the end of the one before.</summary>
public sealed class BuildHistory
{
    private readonly List<HistoryRecord> _steps = [];
    private long _size;
    private long _since = Stopwatch.GetTimestamp();

    /// <summary>The steps, in order.</summary>
    public IReadOnlyList<HistoryRecord> Steps => _steps;

    /// <summary>The history of what is made from this: the same steps, and then its own.</summary>
    public BuildHistory Copy()
    {
        var copy = new BuildHistory { _size = _size };
        copy._steps.AddRange(_steps);
        return copy;
    }

    /// <summary>Notes the image that all begins with.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="steps">Its steps; none where they are not known, and then it is a step itself.</param>
    /// <param name="tree">What is in it.</param>
    public void AddBase(string name, IReadOnlyList<HistoryRecord> steps, FileTree tree)
    {
        if (steps.Count == 0)
        {
            Add($"image {name}", tree);
            return;
        }
        _steps.AddRange(steps);
        _size = tree.FileBytes;
        _since = Stopwatch.GetTimestamp();
    }

    /// <summary>Notes a step.</summary>
    /// <param name="text">What was done, in one line.</param>
    /// <param name="tree">The tree after it; null for a step that leaves the tree as it was.</param>
    /// <param name="isCached">Whether it was not done again; null where that can't be.</param>
    public void Add(string text, FileTree? tree, bool? isCached = null)
    {
        long size = tree is null ? _size : tree.FileBytes;
        _steps.Add(new(text) { Size = size - _size, Seconds = Lap(), IsCached = isCached });
        _size = size;
    }

    /// <summary>Notes steps of which only the sum is known; the last of them gets it.</summary>
    /// <param name="steps">What was done, a line each, and whether that can have changed the tree. The last one can.</param>
    /// <param name="tree">The tree after them.</param>
    /// <param name="isCached">Whether they were not done again.</param>
    public void AddTogether(IReadOnlyList<(string Text, bool Changes)> steps, FileTree tree, bool? isCached = null)
    {
        foreach ((string text, bool changes) in steps.SkipLast(1))
            _steps.Add(new(text) { Size = changes ? null : 0, Seconds = changes ? null : 0, IsCached = isCached });
        Add(steps[^1].Text, steps[^1].Changes ? tree : null, isCached);
    }

    private double Lap()
    {
        double seconds = Stopwatch.GetElapsedTime(_since).TotalSeconds;
        _since = Stopwatch.GetTimestamp();
        return Math.Round(seconds, 3);
    }
}
