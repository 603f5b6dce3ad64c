using System.Text.Json.Serialization;

namespace Smol.Building.Recipes;

/// <summary>How bad a finding is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RecipeSeverity>))]
public enum RecipeSeverity
{
    /// <summary>Nothing is wrong: it is as well to know.</summary>
    [JsonStringEnumMemberName("note")]
    Note,

    /// <summary>The image is built, and probably does not do what was meant.</summary>
    [JsonStringEnumMemberName("warning")]
    Warning,

    /// <summary>No image is built, or it does not start its service.</summary>
    [JsonStringEnumMemberName("error")]
    Error,
}
