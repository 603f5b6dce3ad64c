using System.Globalization;
using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Cli;

/// <summary><c>SOURCE_DATE_EPOCH</c>, as reproducible-builds.org specifies it.</summary>
internal static class SourceDate
{
    /// <summary>The time that it says; null when it is not set.</summary>
    /// <exception cref="SmolException">It is not a number of seconds.</exception>
    public static Timestamp? FromEnvironment()
    {
        string? text = Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH");
        if (string.IsNullOrEmpty(text))
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds)
            ? new(seconds)
            : throw new SmolException($"'{text}' is not a number of seconds since 1970", "SOURCE_DATE_EPOCH");
    }
}
