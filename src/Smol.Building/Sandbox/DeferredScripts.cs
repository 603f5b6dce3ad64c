namespace Smol.Building.Sandbox;

/// <summary>Scripts that are left to the build boot.</summary>
/// <param name="Scripts">Their names, in the order in which they run. None after the first one has run here, so that the order holds.</param>
/// <param name="Reason">Why, as half a sentence: <c>the recipe's postinst/10-pkg.sh runs /usr/sbin/pkg_add, a program of the image</c>.</param>
public sealed record DeferredScripts(IReadOnlyList<string> Scripts, string Reason);
