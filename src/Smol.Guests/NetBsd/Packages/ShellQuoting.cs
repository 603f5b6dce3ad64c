using System.Buffers;
using Smol.Storage.FileTrees;

namespace Smol.Guests.NetBsd.Packages;

/// <summary>Words for the guest's shell, as shquote(3) makes them.</summary>
internal static class ShellQuoting
{
    private static readonly SearchValues<byte> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789%+,-./:=@_"u8);

    /// <summary>The word as it is where the shell sees nothing in it, else in single quotes.</summary>
    public static ByteString Quote(ByteString word)
    {
        if (word.Length > 0 && !word.Span.ContainsAnyExcept(Plain))
            return word;
        var quoted = new List<byte>(word.Length + 2) { (byte)'\'' };
        foreach (byte value in word.Span)
        {
            if (value == '\'')
                quoted.AddRange("'\\''"u8);
            else
                quoted.Add(value);
        }
        quoted.Add((byte)'\'');
        return ByteString.Copy([.. quoted]);
    }
}
