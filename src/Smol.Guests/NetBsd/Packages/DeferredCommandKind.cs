namespace Smol.Guests.NetBsd.Packages;

/// <summary>Why a command has to be run in a running NetBSD.</summary>
public enum DeferredCommandKind
{
    /// <summary>A package's <c>+INSTALL</c> script, with <c>PRE-INSTALL</c>: pkg_add(1) runs it before the files are there, and here they are.</summary>
    PreInstall,

    /// <summary>An <c>@exec</c> of a packing list.</summary>
    Execute,

    /// <summary>A package's <c>+INSTALL</c> script, with <c>POST-INSTALL</c>.</summary>
    PostInstall,

    /// <summary><c>pkg_admin rebuild</c>: makes the package database's index by files, a Berkeley DB.</summary>
    RebuildDatabase,
}
