namespace Smol.Machines.Consoles;

/// <summary>
/// Keeps a console's log within bounds while QEMU writes to it. QEMU has it open for appending, so that its next line goes to the
/// end wherever that is.
/// </summary>
internal static class ConsoleLog
{
    private const int ChunkSize = 256 << 10;

    /// <summary>Cuts a log that is longer than allowed to the lines of its last half of that.</summary>
    /// <remarks>What QEMU writes between the last look at the end and the cut is lost; that is some microseconds' worth.</remarks>
    /// <param name="path">The log; it need not be there.</param>
    /// <param name="maximum">How long it may be, in bytes.</param>
    /// <returns>How many bytes are gone from its front.</returns>
    public static long Cut(string path, long maximum)
    {
        if (new FileInfo(path) is not { Exists: true } file || file.Length <= maximum)
            return 0;
        File.WriteAllBytes(CutMark(path), []);
        using FileStream log = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var chunk = new byte[ChunkSize];
        long begin = NextLine(log, log.Length - (maximum / 2), chunk);
        long moved = 0;
        while (begin + moved < log.Length)
        {
            int count = RandomAccess.Read(log.SafeFileHandle, chunk, begin + moved);
            RandomAccess.Write(log.SafeFileHandle, chunk.AsSpan(0, count), moved);
            moved += count;
        }
        log.SetLength(moved);
        return begin;
    }

    /// <summary>A file that is there when the log has lost its front since its run began.</summary>
    public static string CutMark(string path) => path + ".cut";

    /// <summary>The offset after the next newline, or the same where there is none near.</summary>
    private static long NextLine(FileStream log, long offset, byte[] chunk)
    {
        int count = RandomAccess.Read(log.SafeFileHandle, chunk, offset);
        return offset + chunk.AsSpan(0, count).IndexOf((byte)'\n') + 1;
    }
}
