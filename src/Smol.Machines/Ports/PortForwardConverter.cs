using System.Text.Json;
using System.Text.Json.Serialization;
using Smol.Storage;

namespace Smol.Machines.Ports;

/// <summary>Writes a port forward as its text.</summary>
public sealed class PortForwardConverter : JsonConverter<PortForward>
{
    /// <inheritdoc/>
    public override PortForward Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return PortForward.Parse(reader.GetString() ?? "");
        }
        catch (SmolException failure)
        {
            throw new JsonException(failure.Message, failure);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, PortForward value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
