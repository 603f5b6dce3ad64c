namespace Smol.Bench;

/// <summary>A folder of files that is the same each time it is made.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Files">How many files.</param>
/// <param name="MeanSize">Their mean size in bytes; sizes spread as those of an installed system do.</param>
/// <param name="FilesPerFolder">How many files a folder holds.</param>
internal sealed record TreeShape(string Name, int Files, long MeanSize, int FilesPerFolder)
{
    /// <summary>Makes a tar archive of the folder, unless it is there.</summary>
    public string MakeArchive(string scratch)
    {
        string archive = Path.Combine(scratch, Name + ".tar");
        if (!File.Exists(archive))
            new Contender("tar", archive, ["tar", "--sort=name", "-C", MakeFolder(scratch), "-cf", archive, "."]).Run();
        return archive;
    }

    /// <summary>Makes the folder, unless it is there.</summary>
    public string MakeFolder(string scratch)
    {
        string folder = Path.Combine(scratch, Name);
        string mark = folder + ".made";
        if (File.Exists(mark))
            return folder;
        Directory.CreateDirectory(folder);
        var random = new Random(Files);
        var block = new byte[1 << 20];
        random.NextBytes(block);
        for (int index = 0; index < Files; index++)
        {
            string inner = Path.Combine(folder, $"{index / FilesPerFolder / 64:d3}", $"{index / FilesPerFolder:d5}");
            if (index % FilesPerFolder == 0)
                Directory.CreateDirectory(inner);
            using FileStream file = File.Create(Path.Combine(inner, $"file-{index:d7}"), 1);
            for (long left = NextSize(random); left > 0; left -= block.Length)
                file.Write(block, 0, (int)Math.Min(left, block.Length));
        }
        File.WriteAllBytes(mark, []);
        return folder;
    }

    /// <summary>Exponentially spread around the mean, but all the same where there are few files.</summary>
    private long NextSize(Random random) => Files < 1000 ? MeanSize : (long)(-Math.Log(1 - random.NextDouble()) * MeanSize);
}
