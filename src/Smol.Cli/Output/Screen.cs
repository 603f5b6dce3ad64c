namespace Smol.Cli.Output;

/// <summary>What the user sees: results on standard output, everything else on standard error.</summary>
internal static class Screen
{
    /// <summary>Whether errors and progress go to a person's terminal.</summary>
    public static bool IsTerminal { get; } = !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "dumb");

    // https://no-color.org: present and not empty means no colour.
    private static bool HasColor { get; } = IsTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    /// <summary>Whether the user wants no colours.</summary>
    public static bool IsPlain { get; set; }

    /// <summary>Whether the user wants to hear of errors only.</summary>
    public static bool IsQuiet { get; set; }

    /// <summary>A line of the result.</summary>
    public static void Print(string line) => Console.Out.WriteLine(line);

    /// <summary>Empties the terminal that results go to.</summary>
    public static void Clear() => Console.Out.Write("\e[H\e[2J");

    /// <summary>A line about what happens.</summary>
    public static void Say(string line)
    {
        if (!IsQuiet)
            Console.Error.WriteLine(line);
    }

    /// <summary>What is being done now; shown on a terminal only, and overwritten by the next line.</summary>
    public static void Progress(string text)
    {
        if (IsTerminal && !IsPlain && !IsQuiet)
            Console.Error.Write($"\r\e[K{text}");
    }

    /// <summary>Takes the progress line away.</summary>
    public static void EndProgress()
    {
        if (IsTerminal && !IsPlain && !IsQuiet)
            Console.Error.Write("\r\e[K");
    }

    /// <summary>An error: the sentence with its place, and the hint below.</summary>
    public static void Error(string message, string? hint)
    {
        EndProgress();
        Console.Error.WriteLine($"{Paint("smol:", "31")} {message}");
        if (hint is not null)
            Console.Error.WriteLine($"      {hint}");
    }

    private static string Paint(string text, string color) => HasColor && !IsPlain ? $"\e[{color}m{text}\e[0m" : text;
}
