namespace Smol.Machines.Qemu;

/// <summary>Copies bytes of a file so that runs of zeros are holes.</summary>
internal static class SparseCopy
{
    private const int BlockSize = 1 << 20;

    /// <summary>Copies from where a file stands to the beginning of an empty one.</summary>
    public static void Run(FileStream from, FileStream to, long length)
    {
        to.SetLength(length);
        var block = new byte[BlockSize];
        for (long done = 0; done < length;)
        {
            int count = from.ReadAtLeast(block.AsSpan(0, (int)Math.Min(BlockSize, length - done)), 1);
            // What is never written stays a hole.
            if (block.AsSpan(0, count).ContainsAnyExcept((byte)0))
            {
                to.Position = done;
                to.Write(block.AsSpan(0, count));
            }
            done += count;
        }
    }
}
