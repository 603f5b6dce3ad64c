namespace Smol.Building.Recipes.Make;

/// <summary>The variables that make(1) sets itself: those of a target, and those of the run. Nothing is made here, so they have no value.</summary>
internal static class SpecialVariables
{
    private static readonly HashSet<string> Names =
    [
        "@", "%", "*", "!", "<", ">", "?", ".TARGET", ".ALLSRC", ".ARCHIVE", ".IMPSRC", ".MEMBER", ".OODATE", ".PREFIX",
        ".ALLTARGETS", ".CURDIR", ".ERROR_CMD", ".ERROR_CWD", ".ERROR_META_FILE", ".ERROR_TARGET", ".INCLUDEDFROMDIR", ".INCLUDEDFROMFILE", ".INCLUDES", ".LIBS", ".MAKE",
        ".MAKEFLAGS", ".MAKEOVERRIDES", ".newline", ".OBJDIR", ".PARSEDIR", ".PARSEFILE", ".PATH", ".SHELL", ".TARGETS", "MAKE", "MAKEFLAGS", "MAKEFILE", "MFLAGS",
    ];

    /// <summary>Whether make sets it.</summary>
    public static bool IsSpecial(string name) => Names.Contains(name) || name.StartsWith(".MAKE.", StringComparison.Ordinal);
}
