namespace Smol.TestSupport;

/// <summary>A folder for one test, gone with it.</summary>
public sealed class Scratch : IDisposable
{
    public Scratch() => Folder = Directory.CreateTempSubdirectory("smol-test-").FullName;

    public string Folder { get; }

    /// <summary>A path below the folder.</summary>
    public string this[string name] => Path.Combine(Folder, name);

    public void Dispose()
    {
        if (Directory.Exists(Folder))
            Directory.Delete(Folder, recursive: true);
    }
}
