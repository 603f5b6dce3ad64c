using Smol.Storage;

namespace Smol.Machines.Consoles;

/// <summary>
/// Finds what is meant for us among the keys of a terminal: the keys to detach, and after Ctrl-A, as in QEMU, X to leave and Ctrl-A
/// for a Ctrl-A. All else is the guest's.
/// </summary>
public sealed class ConsoleKeys
{
    /// <summary>docker's keys to detach.</summary>
    public const string Default = "ctrl-p,ctrl-q";

    private const byte ControlA = 1;

    private readonly byte[] _detach;
    private int _matched;
    private bool _isAfterControlA;

    private ConsoleKeys(byte[] detach) => _detach = detach;

    /// <summary>Reads keys as docker has them: letters, or <c>ctrl-</c> and one of <c>a-z @ [ \ ] ^ _</c>, with commas between; empty for none.</summary>
    /// <exception cref="SmolException">One of them is no key.</exception>
    public static ConsoleKeys Parse(string text)
    {
        if (text.Length == 0)
            return new([]);
        return new([.. text.Split(',').Select(key => key switch
        {
            [var letter] when char.IsAscii(letter) && !char.IsControl(letter) => (byte)letter,
            ['c', 't', 'r', 'l', '-', var letter] when char.IsAsciiLetter(letter) || letter is '@' or '[' or '\\' or ']' or '^' or '_' => (byte)(letter & 0x1F),
            _ => throw new SmolException($"'{key}' is not a key", "--detach-keys", "such as 'ctrl-p,ctrl-q' or 'ctrl-],q'"),
        })]);
    }

    /// <summary>Takes keys.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="passed">Gets what is for the guest; keys that may yet become a command come with the next ones.</param>
    /// <returns>The command that they end with, if they do.</returns>
    public ConsoleCommand Take(ReadOnlySpan<byte> typed, List<byte> passed)
    {
        foreach (byte key in typed)
        {
            if (_isAfterControlA)
            {
                _isAfterControlA = false;
                if (key is (byte)'x' or (byte)'X')
                    return ConsoleCommand.Leave;
                if (key != ControlA)
                    passed.Add(ControlA);
                passed.Add(key);
            }
            else if (TakesForDetaching(key, passed))
            {
                if (_matched < _detach.Length)
                    continue;
                _matched = 0;
                return ConsoleCommand.Detach;
            }
            else if (key == ControlA)
                _isAfterControlA = true;
            else
                passed.Add(key);
        }
        return ConsoleCommand.None;
    }

    /// <summary>Whether a key goes on with the keys to detach, from where they are or from their begin.</summary>
    private bool TakesForDetaching(byte key, List<byte> passed)
    {
        if (_matched > 0 && _detach[_matched] != key)
        {
            passed.AddRange(_detach.AsSpan(0, _matched));
            _matched = 0;
        }
        if (_detach.Length == 0 || _detach[_matched] != key)
            return false;
        _matched++;
        return true;
    }
}
