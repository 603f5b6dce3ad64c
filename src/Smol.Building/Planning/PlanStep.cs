using System.Text.Json.Serialization;

namespace Smol.Building.Planning;

/// <summary>A step of a build. A new kind of step is a record of its own, named here for JSON, that <see cref="BuildPlanner"/> puts in its place.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "step")]
[JsonDerivedType(typeof(InputStep), "input")]
[JsonDerivedType(typeof(OverlayStep), "overlay")]
[JsonDerivedType(typeof(FirstBootStep), "first-boot")]
[JsonDerivedType(typeof(ScriptStep), "script")]
[JsonDerivedType(typeof(BootStep), "boot")]
[JsonDerivedType(typeof(ImageStep), "image")]
public abstract record PlanStep
{
    /// <summary>The step in lines.</summary>
    public abstract IEnumerable<PlanRow> Rows();
}
