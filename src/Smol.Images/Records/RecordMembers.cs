using System.Text.Json;
using Smol.Storage;

namespace Smol.Images.Records;

/// <summary>
/// The members of a JSON object in a record that is read by hand, since a serializer takes longer to get ready than hundreds of records
/// take to read. Those that nobody asks for are passed over.
/// </summary>
/// <param name="value">The object.</param>
public readonly struct RecordMembers(JsonElement value)
{
    /// <summary>Reads a record's text.</summary>
    /// <exception cref="JsonException">It is no such record; the message says what is wrong.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> text, Func<RecordMembers, T> read)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        try
        {
            return read(new(document.RootElement));
        }
        catch (Exception failure) when (failure is InvalidOperationException or FormatException or ArgumentException or SmolException)
        {
            throw new JsonException(failure.Message, failure);
        }
    }

    /// <summary>A text that must be there.</summary>
    public string Text(string name) => Required(name).GetString()!;

    /// <summary>A text, or null when it is not there.</summary>
    public string? TextIfAny(string name) => Find(name)?.GetString();

    /// <summary>A number that must be there.</summary>
    public int Number(string name) => Required(name).GetInt32();

    /// <summary>A number, or null when it is not there.</summary>
    public int? NumberIfAny(string name) => Find(name)?.GetInt32();

    /// <summary>A number of 64 bits that must be there.</summary>
    public long Long(string name) => Required(name).GetInt64();

    /// <summary>A number of 64 bits, or null when it is not there.</summary>
    public long? LongIfAny(string name) => Find(name)?.GetInt64();

    /// <summary>A truth value, or null when it is not there.</summary>
    public bool? FlagIfAny(string name) => Find(name)?.GetBoolean();

    /// <summary>A number with a fraction, or null when it is not there.</summary>
    public double? RealIfAny(string name) => Find(name)?.GetDouble();

    /// <summary>A moment that must be there.</summary>
    public DateTimeOffset Time(string name) => Required(name).GetDateTimeOffset();

    /// <summary>One of an enumeration's names, which must be there.</summary>
    public TEnum Word<TEnum>(string name)
        where TEnum : struct, Enum
        => WordIfAny<TEnum>(name) ?? throw Missing(name);

    /// <summary>One of an enumeration's names, or null when it is not there.</summary>
    public TEnum? WordIfAny<TEnum>(string name)
        where TEnum : struct, Enum
        => TextIfAny(name) is { } word ? Enum.Parse<TEnum>(word) : null;

    /// <summary>An object that must be there.</summary>
    public RecordMembers Object(string name) => new(Required(name));

    /// <summary>An object, or null when it is not there.</summary>
    public RecordMembers? ObjectIfAny(string name) => Find(name) is { } found ? new(found) : null;

    /// <summary>A list of texts; empty when it is not there.</summary>
    public IReadOnlyList<T> Texts<T>(string name, Func<string, T> read)
        where T : class
        => List(name, item => read(item.GetString() ?? throw Missing(name)));

    /// <summary>A list of texts, or null when it is not there.</summary>
    public IReadOnlyList<string>? TextsIfAny(string name) => Find(name) is null ? null : Texts(name, text => text);

    /// <summary>The names in an object whose values say nothing, which is how OCI has ports and volumes; null when it is not there.</summary>
    public IReadOnlyList<string>? NamesIfAny(string name)
    {
        if (Find(name) is not { } members)
            return null;
        var names = new List<string>();
        foreach (JsonProperty member in members.EnumerateObject())
            names.Add(member.Name);
        return names;
    }

    /// <summary>Texts by their names, or null when it is not there.</summary>
    public IReadOnlyDictionary<string, string>? NamedTextsIfAny(string name)
    {
        if (Find(name) is not { } members)
            return null;
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (JsonProperty member in members.EnumerateObject())
            texts[member.Name] = member.Value.GetString() ?? throw Missing(member.Name);
        return texts;
    }

    /// <summary>A list of objects; empty when it is not there.</summary>
    public IReadOnlyList<T> Objects<T>(string name, Func<RecordMembers, T> read)
        where T : class
        => List(name, item => read(new(item)));

    private T[] List<T>(string name, Func<JsonElement, T> read)
        where T : class
    {
        if (Find(name) is not { } list)
            return [];
        var items = new T[list.GetArrayLength()];
        for (int i = 0; i < items.Length; i++)
            items[i] = read(list[i]);
        return items;
    }

    private JsonElement? Find(string name) => value.TryGetProperty(name, out JsonElement found) && found.ValueKind != JsonValueKind.Null ? found : null;

    private JsonElement Required(string name) => Find(name) ?? throw Missing(name);

    private static JsonException Missing(string name) => new($"'{name}' is missing");
}
