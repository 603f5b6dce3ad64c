namespace Smol.Building.Sandbox;

/// <summary>Scripts that are left to the build boot.</summary>
/// <param name="Scripts">Their names, in the order in which they run. None after the first one has run here, so that the order holds.</param>
/// <param name="Reason">Why, as half a sentence: <c>the recipe's postinst/10-pkg.sh runs /usr/sbin/pkg_add, a program of the image</c>.</param>
public sealed record DeferredScripts(IReadOnlyList<string> Scripts, string Reason)
{
    /// <summary>Scripts that are left from one on, since it runs a program of the image.</summary>
    /// <param name="scripts">All scripts.</param>
    /// <param name="first">The first one that is left.</param>
    /// <param name="program">The program.</param>
    internal static DeferredScripts From(IReadOnlyList<string> scripts, int first, string program) =>
        new([.. scripts.Skip(first)], $"postinst/{scripts[first]} runs {program}, a program of the image, which this host can't run");
}
