using Smol.Building.Booting;
using Smol.Building.Sandbox;

namespace Smol.Building.Composition;

/// <summary>How a build runs its service's <c>postinst</c> scripts.</summary>
/// <param name="Choice">Where.</param>
/// <param name="HasNetwork">Whether they reach the network.</param>
/// <param name="ScratchFolder">Where the files that they make are kept during the build.</param>
/// <param name="PackageSite">Where packages are, for the scripts' <c>PKGSITE</c>.</param>
/// <param name="Boot">How guests run what this host can't.</param>
public sealed record PostinstSettings(PostinstChoice Choice, bool HasNetwork, string ScratchFolder, string PackageSite, BuildBootSettings Boot);
