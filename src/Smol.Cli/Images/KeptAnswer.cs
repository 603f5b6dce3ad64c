using Smol.Building.Composition;
using Smol.Building.Minimising;
using Smol.Cli.Output;
using Smol.Storage;

namespace Smol.Cli.Images;

/// <summary>What <c>smol build --why PATH</c> does in place of writing an image.</summary>
internal static class KeptAnswer
{
    /// <summary>Composes an image, and says why a file of it stays.</summary>
    /// <param name="compose">Composes it: the image, and what must stay open as long.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="SmolException">It can't be built, is not minimised, or has no such file.</exception>
    public static int Say(Func<IProgress<string>, (ComposedImage Image, IDisposable Inputs, Action Done)> compose, string path)
    {
        using var progress = new ProgressLine();
        (ComposedImage composed, IDisposable inputs, _) = compose(progress);
        using (inputs)
        using (composed)
        {
            MinimisedTree minimised = composed.Minimised
                ?? throw new SmolException("the image is not minimised: it has all that its sets and packages have",
                    hint: "MINIMIZE=y and a sailor.conf make it so; in a SMOLerfile, LABEL smolbsd.minimize=y smolbsd.keep=PATHS");
            IReadOnlyList<string> lines = minimised.Why(path);
            Screen.EndProgress();
            foreach (string line in lines)
                Screen.Print(line);
            return 0;
        }
    }
}
