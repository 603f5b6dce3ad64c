using System.Globalization;
using Smol.Building.Recipes.Make;
using Smol.Storage;

namespace Smol.Building.Recipes;

/// <summary>The values of variables in the types that they have, with the place of the assignment in each error.</summary>
/// <param name="variables">The variables.</param>
internal sealed class OptionValues(MakeVariables variables)
{
    /// <summary>The value without blanks around it; null when it is not set or empty.</summary>
    public string? Text(string name) => variables.Get(name)?.Trim() is { Length: > 0 } value ? value : null;

    /// <summary>The words of a value.</summary>
    public IReadOnlyList<string> Words(string name) => (Text(name) ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A value that is one word; null when it is not set or empty.</summary>
    public string? Word(string name) => Words(name) switch
    {
        [] => null,
        [string word] => word,
        _ => throw Wrong(name, "must be one word"),
    };

    /// <summary><c>y</c> or <c>n</c>; false when it is not set.</summary>
    public bool Flag(string name) => Text(name)?.ToUpperInvariant() switch
    {
        null or "N" or "NO" => false,
        "Y" or "YES" => true,
        _ => throw Wrong(name, "can be y or n"),
    };

    /// <summary>A number above 0; null when it is not set.</summary>
    /// <param name="name">The variable.</param>
    /// <param name="unit">Of what: <c>MiB</c>.</param>
    public int? Number(string name, string unit) => Text(name) is { } text ? Number(name, text, unit) : null;

    /// <summary>The same for a part of the value.</summary>
    public int Number(string name, string text, string unit) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value > 0
            ? value
            : throw Wrong(name, $"must be a number of {unit}");

    /// <summary>What a function makes of the value, whose errors get the place; null when it is not set.</summary>
    public T? Parsed<T>(string name, Func<string, T> parse) where T : class
    {
        if (Text(name) is not { } text)
            return null;
        try
        {
            return parse(text);
        }
        catch (SmolException failure)
        {
            throw new SmolException($"{name} is '{text}': {failure.Problem}", Place(name), failure.Hint, failure);
        }
    }

    /// <summary>The error for a value that can't be.</summary>
    public SmolException Wrong(string name, string rule, string? hint = null) => new($"{name} is '{Text(name)}', and {rule}", Place(name), hint);

    /// <summary>Where a variable was set.</summary>
    public string? Place(string name) => variables.PositionOf(name)?.Place;
}
