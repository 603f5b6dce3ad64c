using System.Diagnostics;
using System.Globalization;
using Smol.Building.Composition;
using Smol.Building.Locking;
using Smol.Building.Minimising;
using Smol.Cli.Output;
using Smol.Storage;

namespace Smol.Cli.Images;

/// <summary>A build from its begin to the line that tells its end.</summary>
/// <param name="target">Where the image goes.</param>
internal sealed class BuildRun(IImageTarget target)
{
    private const int MostFolders = 6;
    private readonly long _begin = Stopwatch.GetTimestamp();

    /// <summary>Composes an image, writes it, and says so.</summary>
    /// <param name="compose">Composes it: the image, what must stay open until it is written, and what is done when it is.</param>
    /// <param name="stop">Ends it early.</param>
    /// <exception cref="SmolException">It can't be built.</exception>
    public int Run(Func<IProgress<string>, (ComposedImage Image, IDisposable Inputs, Action Done)> compose, CancellationToken stop)
    {
        WrittenImage image;
        using (var progress = new ProgressLine())
        {
            (ComposedImage composed, IDisposable inputs, Action done) = compose(progress);
            using (inputs)
            using (composed)
            {
                SayWarnings(composed);
                SayMinimised(composed.Minimised);
                progress.Report("writing the image");
                image = target.Take(composed, stop);
                done();
            }
        }
        return Say(image);
    }

    /// <summary>Takes the image of an equal build, and says so.</summary>
    /// <param name="buildKey">The build's key.</param>
    /// <param name="done">What is done when there is one.</param>
    /// <returns>The exit code; null when there is none.</returns>
    /// <exception cref="SmolException">The store can't be written.</exception>
    public int? Reuse(string buildKey, Action done)
    {
        if (target.Reuse(buildKey) is not { } image)
            return null;
        done();
        return Say(image);
    }

    private int Say(WrittenImage image)
    {
        Screen.Say(string.Create(CultureInfo.InvariantCulture,
            $"{image.Name}: {Amounts.Size(image.Size)}, {image.Filesystem}, {image.Guest}, built in {Stopwatch.GetElapsedTime(_begin).TotalSeconds:0.00} s"));
        Screen.Print(image.Name);
        return 0;
    }

    private static void SayWarnings(ComposedImage image)
    {
        foreach (string warning in image.Warnings())
        {
            Screen.EndProgress();
            Screen.Say($"smol: warning: {warning}");
        }
    }

    private static void SayMinimised(MinimisedTree? minimised)
    {
        if (minimised is null)
            return;
        Screen.EndProgress();
        Screen.Say(string.Create(CultureInfo.InvariantCulture,
            $"minimised: {minimised.After.Files} of {minimised.Before.Files} files stay, {Amounts.Size(minimised.After.Bytes)} of {Amounts.Size(minimised.Before.Bytes)}"));
        if (minimised.Gone.Count > 0)
            Screen.Say("gone: " + string.Join(", ", minimised.Gone.Take(MostFolders).Select(folder => $"{folder.Path} {Amounts.Size(folder.Size.Bytes)}")) + (minimised.Gone.Count > MostFolders ? ", …" : ""));
    }

    /// <summary>A catalogue may be another's: that its lock file can't be written does not undo the build.</summary>
    public static void WriteLock(InputLock locks, IReadOnlyList<LockedInput> inputs)
    {
        try
        {
            locks.Write(inputs);
        }
        catch (SmolException failure)
        {
            Screen.EndProgress();
            Screen.Say($"smol: note: {failure.Message}");
        }
    }
}
