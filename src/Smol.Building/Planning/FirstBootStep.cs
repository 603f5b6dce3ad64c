namespace Smol.Building.Planning;

/// <summary>The first boot does what the packages leave to a running NetBSD.</summary>
/// <param name="Commands">The commands, each behind its package's name; null where the packages are not here yet, and it may be none.</param>
public sealed record FirstBootStep(IReadOnlyList<string>? Commands) : PlanStep
{
    /// <inheritdoc/>
    public override IEnumerable<PlanRow> Rows() => Commands is null
        ? [new("first boot", "/etc/rc.first", "what the packages leave to a running NetBSD, which they tell when they are here")]
        : Commands.Select(command => new PlanRow("first boot", "/etc/rc.first", command));
}
