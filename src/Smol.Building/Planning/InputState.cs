using System.Text.Json.Serialization;

namespace Smol.Building.Planning;

/// <summary>Where the bytes of an input are now.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<InputState>))]
public enum InputState
{
    /// <summary>They are the host's own: a file or folder, or an image of the store.</summary>
    [JsonStringEnumMemberName("here")]
    Here,

    /// <summary>They were fetched before.</summary>
    [JsonStringEnumMemberName("cached")]
    Cached,

    /// <summary>They have to be fetched.</summary>
    [JsonStringEnumMemberName("to be fetched")]
    Missing,
}
