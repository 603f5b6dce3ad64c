using Smol.Storage.DiskImages;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Tests.Fuzzing;

/// <summary>All that smol can do with an image that it is given: check it, say what it is, and read what is in it.</summary>
internal static class ReadEverything
{
    private const int MostFromFile = 4096;

    /// <exception cref="SmolException">Something of that can't be done.</exception>
    public static void Of(IContentSource source, long length)
    {
        using OpenedDiskImage image = OpenedDiskImage.Open(source, length);
        Assert.All(image.Check(), finding => Assert.NotEmpty(finding.Problem));
        image.Summarize();
        Assert.All(image.SummarizeGroups(), Assert.NotEmpty);
        Span<byte> buffer = stackalloc byte[MostFromFile];
        foreach (FileTreeEntry entry in FileTreeWalk.Entries(image.Read().Tree))
        {
            Assert.InRange(entry.Node.Attributes.Permissions, 0, 0xFFF);
            Assert.InRange(entry.Node.Attributes.Modified.Nanoseconds, 0, Timestamp.MostNanoseconds);
            if (entry.Node is not FileNode file)
                continue;
            // Both ends: what is between them may be anything, and long.
            Span<byte> part = buffer[..(int)Math.Min(MostFromFile, file.Content.Length)];
            file.Content.Read(0, part);
            file.Content.Read(file.Content.Length - part.Length, part);
            if (file.Content.Ranges is [.., DataRange last])
                file.Content.Read(last.FileOffset, buffer[..(int)Math.Min(MostFromFile, last.Length)]);
        }
    }
}
