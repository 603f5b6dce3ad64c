using System.Text.Json;

namespace Smol.Images.Store;

/// <summary>The members of a JSON object, each asked for by its name and checked for its kind.</summary>
/// <param name="element">The object.</param>
internal readonly struct JsonMembers(JsonElement element)
{
    /// <summary>A text that must be there.</summary>
    /// <exception cref="JsonException">It is not there, or no text. All members throw it for what is of another kind.</exception>
    public string Text(string name) => OptionalText(name) ?? throw new JsonException($"there is no {name}");

    /// <summary>A text; null when it is not there.</summary>
    public string? OptionalText(string name) => Find(name, JsonValueKind.String)?.GetString();

    /// <summary>A whole number; null when it is not there.</summary>
    public long? OptionalNumber(string name) => Find(name, JsonValueKind.Number) is not { } value ? null
        : value.TryGetInt64(out long number) ? number : throw Unfit(name);

    /// <summary>A whole number of 32 bits; null when it is not there.</summary>
    public int? OptionalCount(string name) => Find(name, JsonValueKind.Number) is not { } value ? null
        : value.TryGetInt32(out int number) ? number : throw Unfit(name);

    /// <summary>A number; null when it is not there.</summary>
    public double? OptionalReal(string name) => Find(name, JsonValueKind.Number)?.GetDouble();

    /// <summary>Whether something is so; null when it is not there.</summary>
    public bool? OptionalFlag(string name) => Member(name) is not { } value ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Unfit(name);

    /// <summary>A time; the earliest one when it is not there.</summary>
    public DateTimeOffset Time(string name) => Find(name, JsonValueKind.String) is not { } value ? default
        : value.TryGetDateTimeOffset(out DateTimeOffset time) ? time : throw Unfit(name);

    /// <summary>An object; null when it is not there.</summary>
    public JsonMembers? OptionalObject(string name) => Find(name, JsonValueKind.Object) is { } value ? new(value) : null;

    /// <summary>The objects of an array; none when it is not there.</summary>
    public IReadOnlyList<T> Objects<T>(string name, Func<JsonMembers, T> read)
    {
        var list = new List<T>();
        foreach (JsonElement item in Find(name, JsonValueKind.Array)?.EnumerateArray() ?? default)
            list.Add(item.ValueKind == JsonValueKind.Object ? read(new(item)) : throw Unfit(name));
        return list;
    }

    /// <summary>The texts of an array; null when it is not there.</summary>
    public IReadOnlyList<string>? OptionalTexts(string name)
    {
        if (Find(name, JsonValueKind.Array) is not { } array)
            return null;
        var texts = new List<string>();
        foreach (JsonElement item in array.EnumerateArray())
            texts.Add(item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Unfit(name));
        return texts;
    }

    /// <summary>The names in an object whose values say nothing, as <see cref="KeySetConverter"/> writes them; null when it is not there.</summary>
    public IReadOnlyList<string>? OptionalKeys(string name)
    {
        if (Find(name, JsonValueKind.Object) is not { } keys)
            return null;
        var names = new List<string>();
        foreach (JsonProperty key in keys.EnumerateObject())
            names.Add(key.Name);
        return names;
    }

    /// <summary>The texts of an object by their names; null when it is not there.</summary>
    public IReadOnlyDictionary<string, string>? OptionalTextsByName(string name)
    {
        if (Find(name, JsonValueKind.Object) is not { } members)
            return null;
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty member in members.EnumerateObject())
            texts[member.Name] = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : throw Unfit(name);
        return texts;
    }

    private static JsonException Unfit(string name) => new($"{name} is of the wrong kind");

    private JsonElement? Member(string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private JsonElement? Find(string name, JsonValueKind kind) => Member(name) is not { } value ? null : value.ValueKind == kind ? value : throw Unfit(name);
}
