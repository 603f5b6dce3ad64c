using Microsoft.Win32.SafeHandles;

namespace Smol.Storage.DiskImages;

/// <summary>What a sparse file takes of the disk.</summary>
public static class SparseLength
{
    /// <summary>How many bytes of a file are in no hole.</summary>
    /// <exception cref="IOException">It can't be opened.</exception>
    public static long Of(string path)
    {
        using SafeFileHandle file = File.OpenHandle(path);
        long length = RandomAccess.GetLength(file);
        long sum = 0;
        for (long data = Holes.NextData(file, 0, length); data < length;)
        {
            long hole = Holes.NextHole(file, data, length);
            sum += hole - data;
            data = Holes.NextData(file, hole, length);
        }
        return sum;
    }
}
