using System.Globalization;
using Smol.Cli.Options;
using Smol.Machines.MachineFiles;
using Smol.Storage;

namespace Smol.Cli.Machines;

/// <summary>What the command line and a machine file say together; the command line wins.</summary>
/// <param name="line">The command line.</param>
internal sealed class RunSettings(Getopt line)
{
    private readonly MachineFile? _file = line.Last(RunOptions.MachineFile) is { } path ? MachineFile.Load(path, Environment.GetEnvironmentVariable) : null;

    public Getopt Line => line;

    /// <summary>The service that the machine file is for; null without one.</summary>
    public string? Service => _file?.Service;

    /// <summary>Whether an option was given, or the key says anything.</summary>
    public bool Has(string option, string? key = null) => line.Has(option) || (key is not null && _file?[key] is not null);

    /// <summary>The option's last value, or else the key's; null when there is neither.</summary>
    public string? Last(string option, string? key = null) => line.Last(option) ?? (key is null ? null : _file?[key]);

    /// <summary>The key's value, or else that of the environment's variable of that name.</summary>
    public string? Key(string key) => _file?[key] ?? (Environment.GetEnvironmentVariable(key) is { Length: > 0 } value ? value : null);

    /// <summary>Each value of the option with its place, or else the key's.</summary>
    public GivenText[] All(string option, string? key = null)
    {
        if (line.Has(option) || key is null || _file?[key] is not { } value)
            return [.. line.All(option).Select(given => new GivenText(given, $"--{option}"))];
        return [new(value, _file.PlaceOf(key))];
    }

    /// <summary>A whole number that is not negative.</summary>
    /// <exception cref="SmolException">It is none.</exception>
    public int? Number(string option, string? key = null)
    {
        if (All(option, key) is not [.., GivenText last])
            return null;
        return int.TryParse(last.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new SmolException($"'{last.Value}' is not a number", last.Place);
    }

    /// <summary>An amount of memory in MiB, given as such or with a unit, as QEMU's <c>-m</c> takes it.</summary>
    /// <exception cref="SmolException">It is none, or not a whole number of MiB.</exception>
    public int? Mebibytes(string option, string? key = null)
    {
        if (All(option, key) is not [.., (string text, string place)])
            return null;
        string digits = text.TrimEnd("BbIi".ToCharArray());
        long unit = digits is [.., char last] ? char.ToLowerInvariant(last) switch { 'k' => 1 << 10, 'm' => 1 << 20, 'g' => 1 << 30, 't' => 1L << 40, _ => 0 } : 0;
        bool isNumber = long.TryParse(unit == 0 ? digits : digits[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && number <= int.MaxValue && (unit > 0 || digits.Length == text.Length);
        long bytes = isNumber ? number * (unit == 0 ? 1 << 20 : unit) : -1;
        return bytes >= 0 && bytes % (1 << 20) == 0 && bytes >> 20 <= int.MaxValue
            ? (int)(bytes >> 20)
            : throw new SmolException($"'{text}' is not an amount of memory", place, "it is given in MiB, or as 128m or 1g");
    }
}
