using System.Globalization;
using System.Text;
using Smol.Storage;

namespace Smol.Machines;

/// <summary>The rules for the names of machines.</summary>
public static class MachineName
{
    private const int MaximumLength = 31;
    private const int NumberLength = 5;

    /// <summary>Checks a name.</summary>
    /// <exception cref="SmolException">It is not one.</exception>
    public static void Check(string name)
    {
        if (name.Length is 0 or > MaximumLength || !IsLetterOrDigit(name[0]) || !name.All(letter => IsLetterOrDigit(letter) || letter is '.' or '_' or '-'))
            throw new SmolException("is not a name for a machine", name, "names are lower-case letters, digits, '.', '_' and '-', begin with a letter or digit, and have at most 31 characters");
    }

    /// <summary>The names for a machine whose user gave none: the image's without folder, tag and <c>.img</c>, and a number.</summary>
    internal static IEnumerable<string> Suggestions(string imageReference)
    {
        string stem = Stem(imageReference);
        for (int number = 1; ; number++)
            yield return string.Create(CultureInfo.InvariantCulture, $"{stem}-{number}");
    }

    private static string Stem(string imageReference)
    {
        string last = imageReference[(imageReference.LastIndexOf('/') + 1)..].Split(':')[0];
        if (last.EndsWith(".img", StringComparison.Ordinal))
            last = last[..^".img".Length];
        var stem = new StringBuilder();
        foreach (char letter in last.ToLowerInvariant())
            if (char.IsAsciiLetterOrDigit(letter) || (stem.Length > 0 && letter is '.' or '_' or '-'))
                stem.Append(letter);
        stem.Length = Math.Min(stem.Length, MaximumLength - NumberLength);
        return stem.Length == 0 ? "machine" : stem.ToString();
    }

    private static bool IsLetterOrDigit(char letter) => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter);
}
