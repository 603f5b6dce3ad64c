using System.Globalization;
using System.Text.RegularExpressions;

namespace Smol.Building.Recipes.Make;

/// <summary>What conditions take for a number: decimal with fraction and exponent, or hexadecimal. Nothing at all is 0.</summary>
internal static partial class ConditionNumber
{
    /// <summary>Reads one; null when it is none.</summary>
    public static double? Read(string text)
    {
        if (text.Length == 0)
            return 0;
        if (Hexadecimal().IsMatch(text))
            return ulong.Parse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return Decimal().IsMatch(text) ? double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"\A[ \t]*[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?\z")]
    private static partial Regex Decimal();

    [GeneratedRegex(@"\A0x[0-9a-fA-F]{1,16}\z")]
    private static partial Regex Hexadecimal();
}
