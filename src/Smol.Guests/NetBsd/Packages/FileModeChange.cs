using System.Globalization;
using Smol.Storage;

namespace Smol.Guests.NetBsd.Packages;

/// <summary>A mode as chmod(1) takes it: octal, or clauses such as <c>u+s,go-w</c>. Where a clause names nobody, an umask of 022 holds.</summary>
internal sealed class FileModeChange
{
    private const ushort All = 0xFFF; // 07777
    private const ushort Everybody = 0x1FF; // 0777
    private const ushort Unmasked = 0xFED; // 07755

    private readonly string _text;
    private readonly ushort? _octal;

    private FileModeChange(string text, ushort? octal) => (_text, _octal) = (text, octal);

    /// <summary>Reads a mode.</summary>
    /// <exception cref="SmolException">It is none.</exception>
    public static FileModeChange Parse(string text)
    {
        bool isOctal = text.Length is > 0 and <= 6 && !text.AsSpan().ContainsAnyExceptInRange('0', '7');
        if (isOctal && Convert.ToInt32(text, 8) <= All)
            return new(text, (ushort)Convert.ToInt32(text, 8));
        var change = new FileModeChange(text, null);
        change.Apply(0);
        return change;
    }

    /// <summary>A file's new permissions.</summary>
    public ushort Apply(ushort permissions)
    {
        if (_octal is { } octal)
            return octal;
        foreach (string clause in _text.Split(','))
            permissions = ApplyClause(clause, permissions);
        return permissions;
    }

    private ushort ApplyClause(string clause, ushort permissions)
    {
        int at = 0;
        int who = 0;
        for (; at < clause.Length && "ugoa".Contains(clause[at], StringComparison.Ordinal); at++)
            who |= clause[at] switch { 'u' => 0x9C0, 'g' => 0x438, 'o' => 0x207, _ => All }; // 04700, 02070, 01007
        int reach = who == 0 ? Unmasked : who;
        if (at == clause.Length)
            throw Malformed();
        while (at < clause.Length)
        {
            char operation = clause[at++];
            int bits = 0;
            for (; at < clause.Length && char.IsAsciiLetter(clause[at]); at++)
                bits |= BitsOf(clause[at], permissions);
            bits &= reach;
            permissions = operation switch
            {
                '+' => (ushort)(permissions | bits),
                '-' => (ushort)(permissions & ~bits),
                '=' => (ushort)((permissions & ~((who == 0 ? All : who) & (Everybody | 0xC00))) | bits),
                _ => throw Malformed(),
            };
        }
        return permissions;
    }

    private int BitsOf(char letter, ushort permissions) => letter switch
    {
        'r' => 0x124,
        'w' => 0x92,
        'x' => 0x49,
        'X' => (permissions & 0x49) != 0 ? 0x49 : 0,
        's' => 0xC00,
        't' => 0x200,
        _ => throw Malformed(),
    };

    private SmolException Malformed() => new(string.Create(CultureInfo.InvariantCulture, $"'{_text}' is not a mode as chmod(1) takes it"));
}
