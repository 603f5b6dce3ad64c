using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Smol.Building.Recipes.Smolerfiles.Syntax;

/// <summary>JSON as text: whole, or as a line for people.</summary>
public static class JsonLines
{
    /// <summary>All of it, indented.</summary>
    public static string Indented(JsonNode node) => Write(node, isIndented: true);

    /// <summary>An object in one line: <c>name=value name=value</c>, its verb or step without a name.</summary>
    /// <param name="json">The object.</param>
    /// <param name="without">A field that is left out.</param>
    public static string Line(JsonObject json, string? without = null) => string.Join(' ', json
        .Where(field => field.Key != without)
        .Select((field, index) => index == 0 && field.Key is "verb" or "step" && field.Value is JsonValue word ? word.ToString() : $"{field.Key}={Value(field.Value)}"));

    private static string Value(JsonNode? node) => node switch
    {
        JsonObject json => "{" + string.Join(' ', json.Where(field => field.Key != "at").Select(field => $"{field.Key}={Value(field.Value)}")) + "}",
        JsonArray array => "[" + string.Join(' ', array.Select(Value)) + "]",
        null => "null",
        _ => Write(node, isIndented: false),
    };

    private static string Write(JsonNode node, bool isIndented)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new() { Indented = isIndented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            node.WriteTo(writer);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }
}
