using System.Globalization;

namespace Smol.Storage.DiskImages;

/// <summary>Something that a filesystem says of itself.</summary>
/// <param name="Name">What it is about, in lower-case words.</param>
/// <param name="Text">What it says, for people.</param>
public readonly record struct FilesystemFact(string Name, string Text)
{
    /// <summary>A fact that is a number.</summary>
    public FilesystemFact(string name, long number)
        : this(name, number.ToString(CultureInfo.InvariantCulture)) => Number = number;

    /// <summary>The number, where it is one.</summary>
    public long? Number { get; }
}
