using Smol.Storage;

namespace Smol.Machines;

/// <summary>Signals by which machines are stopped.</summary>
public static class StopSignals
{
    private const int Longest = 16;

    /// <summary>A signal as kill(1) takes it: <c>SIGQUIT</c> and <c>quit</c> are <c>QUIT</c>, a number stays. Which there are is the guest's business.</summary>
    /// <exception cref="SmolException">It is no word for a signal.</exception>
    public static string Parse(string text)
    {
        string word = text.ToUpperInvariant();
        string name = word.StartsWith("SIG", StringComparison.Ordinal) ? word[3..] : word;
        return name.Length is > 0 and <= Longest && name.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter is '+' or '-')
            && name[0] is not ('+' or '-')
            ? name
            : throw new SmolException("is no signal", text, "write a name, such as SIGQUIT, or a number");
    }
}
