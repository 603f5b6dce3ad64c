namespace Smol.Building.Planning;

/// <summary>A script runs over the composed tree.</summary>
/// <param name="Name">The script.</param>
/// <param name="Where"><c>sandbox</c>, <c>host</c>, <c>boot</c> for the build boot, or <c>skip</c> for nowhere.</param>
/// <param name="Reason">Why there, as half a sentence; null for the sandbox.</param>
public sealed record ScriptStep(string Name, string Where, string? Reason) : PlanStep
{
    /// <inheritdoc/>
    public override IEnumerable<PlanRow> Rows()
    {
        string where = Where switch
        {
            "sandbox" => "in the sandbox",
            "host" => "on this host, with all your rights",
            "boot" => "at the build boot",
            _ => "is left out",
        };
        yield return new("postinst", Name, Reason is null ? where : $"{where}: {Reason}");
    }
}
