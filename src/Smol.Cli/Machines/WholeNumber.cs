using System.Globalization;
using Smol.Cli.Options;
using Smol.Storage;

namespace Smol.Cli.Machines;

/// <summary>Values of options that are numbers from 1 on.</summary>
internal static class WholeNumber
{
    private const int Most = 1_000_000;

    /// <exception cref="SmolException">It is no such number.</exception>
    public static int Read(Getopt line, string option) =>
        int.TryParse(line.Last(option), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number is > 0 and <= Most
            ? number
            : throw new SmolException($"'{line.Last(option)}' is not a number from 1 to {Most}", $"--{option}");
}
