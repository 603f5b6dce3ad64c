namespace Smol.Building.Minimising;

/// <summary>What a recipe wants a minimised image to keep. What that needs stays, too, and so does what the recipe itself lays.</summary>
/// <param name="Paths">Programs, files, and directories with all that is in them.</param>
/// <param name="Packages">Packages, with those that they depend on.</param>
public sealed record KeepList(IReadOnlyList<KeepEntry> Paths, IReadOnlyList<KeepEntry> Packages)
{
    /// <summary>Commands for the shell of the guest, which are run there before anything is taken away; sailor(1)'s <c>run_at_build</c>.</summary>
    public IReadOnlyList<KeepEntry> Commands { get; init; } = [];
}
