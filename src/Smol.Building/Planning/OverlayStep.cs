using System.Globalization;

namespace Smol.Building.Planning;

/// <summary>Files of the host are laid over what was before them.</summary>
/// <param name="Source">A folder or file.</param>
/// <param name="Target">Where it goes in the guest.</param>
/// <param name="Files">How many files and links it has.</param>
public sealed record OverlayStep(string Source, string Target, int Files) : PlanStep
{
    /// <inheritdoc/>
    public override IEnumerable<PlanRow> Rows() => [new("overlay", Target, string.Create(CultureInfo.InvariantCulture, $"{Source}, {Files} {(Files == 1 ? "file" : "files")}"))];
}
