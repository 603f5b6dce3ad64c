using System.Globalization;
using Smol.Storage;

namespace Smol.Building.Stages;

/// <summary>What <c>--chmod</c> says, as chmod(1) reads it: octal, or symbolic clauses with commas between them.</summary>
public sealed class ModeChange
{
    private const int SetIds = 0xC00;
    private const int Sticky = 0x200;
    private readonly string _text;
    private readonly ushort? _octal;

    private ModeChange(string text, ushort? octal) => (_text, _octal) = (text, octal);

    /// <summary>Reads one.</summary>
    /// <exception cref="SmolException">It is neither.</exception>
    public static ModeChange Parse(string text)
    {
        if (text.Length is > 0 and <= 5 && text.All(digit => digit is >= '0' and <= '7') && Convert.ToInt32(text, 8) <= 0xFFF)
            return new(text, (ushort)Convert.ToInt32(text, 8));
        var mode = new ModeChange(text, null);
        mode.Of(0, isDirectory: false);
        return mode;
    }

    /// <summary>The permissions of a file after it.</summary>
    /// <param name="before">Its permissions, twelve bits.</param>
    /// <param name="isDirectory">Whether it is a directory, for <c>X</c>.</param>
    public ushort Of(ushort before, bool isDirectory)
    {
        if (_octal is { } octal)
            return octal;
        int mode = before;
        foreach (string clause in _text.Split(','))
            mode = Apply(clause, mode, isDirectory);
        return (ushort)mode;
    }

    private int Apply(string clause, int mode, bool isDirectory)
    {
        int at = 0;
        int who = 0;
        for (; at < clause.Length && "ugoa".Contains(clause[at], StringComparison.Ordinal); at++)
            who |= clause[at] switch { 'u' => 0x9C0, 'g' => 0x438, 'o' => 0x207, _ => 0xFFF };
        if (who == 0)
            who = 0xFFF;
        if (at == clause.Length)
            throw Wrong();
        while (at < clause.Length)
        {
            char operation = clause[at++];
            if (operation is not ('+' or '-' or '='))
                throw Wrong();
            int bits = 0;
            for (; at < clause.Length && clause[at] is not ('+' or '-' or '='); at++)
                bits |= Bits(clause[at], mode, isDirectory);
            bits &= who;
            mode = operation switch { '+' => mode | bits, '-' => mode & ~bits, _ => (mode & ~(who & ~(isDirectory ? SetIds : 0))) | bits };
        }
        return mode;
    }

    private int Bits(char letter, int mode, bool isDirectory) => letter switch
    {
        'r' => 0x124,
        'w' => 0x92,
        'x' => 0x49,
        'X' => isDirectory || (mode & 0x49) != 0 ? 0x49 : 0,
        's' => SetIds,
        't' => Sticky,
        'u' => ((mode >> 6) & 7) * 0x49,
        'g' => ((mode >> 3) & 7) * 0x49,
        'o' => (mode & 7) * 0x49,
        _ => throw Wrong(),
    };

    private SmolException Wrong() => new($"'{_text}' is no mode", hint: string.Create(CultureInfo.InvariantCulture, $"modes are octal, as 755, or symbolic, as u+x,go-w"));
}
