using Smol.Storage;

namespace Smol.Machines.State;

/// <summary>Tells whether an image's file is still the one that an overlay was begun over.</summary>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Written">When it was last written to.</param>
internal sealed record ImageStamp(long Size, DateTimeOffset Written)
{
    /// <summary>That of a file as it is now.</summary>
    public static ImageStamp Of(string path)
    {
        var file = new FileInfo(path);
        return new(file.Length, file.LastWriteTimeUtc);
    }

    /// <summary>Refuses an image that is another one now: blocks of two images do not make a filesystem.</summary>
    /// <exception cref="SmolException">It is.</exception>
    public void Check(MachineStatus machine)
    {
        if (Of(machine.Spec.ImagePath) != this)
            throw new SmolException($"the image {machine.Spec.ImageReference} has changed since it was created, and what the machine wrote does not fit it any more", machine.Name, "remove it with 'smol rm', and run the new image");
    }
}
