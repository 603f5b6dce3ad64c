using System.Text.Json;
using System.Text.Json.Serialization;
using Smol.Storage;

namespace Smol.Machines.Restarts;

/// <summary>A <see cref="RestartPolicy"/> as its text.</summary>
public sealed class RestartPolicyConverter : JsonConverter<RestartPolicy>
{
    /// <inheritdoc/>
    public override RestartPolicy Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return RestartPolicy.Parse(reader.GetString() ?? "");
        }
        catch (SmolException failure)
        {
            throw new JsonException(failure.Message, failure);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, RestartPolicy value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
