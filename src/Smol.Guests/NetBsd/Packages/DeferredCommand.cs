using Smol.Storage.FileTrees;

namespace Smol.Guests.NetBsd.Packages;

/// <summary>What an installation leaves to a running NetBSD: the build boot, or the first boot.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Package">Which package wants it; null for the database.</param>
/// <param name="ShellLine">The command, for <c>/bin/sh -c</c>, whatever the current directory and environment are.</param>
public sealed record DeferredCommand(DeferredCommandKind Kind, PackageName? Package, ByteString ShellLine);
