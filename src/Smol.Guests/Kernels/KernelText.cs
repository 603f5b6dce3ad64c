using System.Text;

namespace Smol.Guests.Kernels;

/// <summary>Finds text in a kernel as strings(1) does: runs of printable ASCII and tabs.</summary>
internal static class KernelText
{
    private const int LongestRun = 64 << 10;

    /// <summary>The runs that begin with a prefix, in the file's order, without it.</summary>
    public static IEnumerable<string> RunsAfter(ReadOnlyMemory<byte> bytes, byte[] prefix)
    {
        for (int start = 0; (start = Next(bytes.Span, start, prefix)) >= 0; start++)
        {
            if (start > 0 && IsPrintable(bytes.Span[start - 1]))
                continue;
            yield return Run(bytes.Span[(start + prefix.Length)..]);
        }
    }

    /// <summary>The printable bytes that others begin with.</summary>
    public static string Run(ReadOnlySpan<byte> bytes)
    {
        int length = 0;
        while (length < bytes.Length && length < LongestRun && IsPrintable(bytes[length]))
            length++;
        return Encoding.ASCII.GetString(bytes[..length]);
    }

    private static int Next(ReadOnlySpan<byte> bytes, int start, byte[] prefix)
    {
        int found = bytes[start..].IndexOf(prefix);
        return found < 0 ? -1 : start + found;
    }

    private static bool IsPrintable(byte value) => value is (>= 0x20 and < 0x7F) or (byte)'\t';
}
