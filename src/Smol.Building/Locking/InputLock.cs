using Smol.Storage;

namespace Smol.Building.Locking;

/// <summary>What a build has to do with its recipe's lock file.</summary>
/// <param name="path">The lock file's path.</param>
/// <param name="pins">What it says.</param>
/// <param name="isLocked">Whether nothing but what it says may be used.</param>
public sealed class InputLock(string path, LockFile pins, bool isLocked = false)
{
    /// <summary>Reads a recipe's lock file.</summary>
    /// <exception cref="SmolException">It can't be read, or is not understood.</exception>
    public static InputLock Open(string path, bool isLocked) => new(path, LockFile.Read(path), isLocked);

    /// <summary>
    /// What it pins of a place that would be asked now: an entry for another release or mirror counts only when the build is locked.
    /// </summary>
    /// <returns>Null where it pins nothing.</returns>
    public LockedInput? FindPin(string kind, string name, Uri place) =>
        pins.Find(kind, name) is { } pin && (isLocked || pin.Source == place) ? pin : null;

    /// <summary>Looks at what was found before anything is made of it.</summary>
    /// <exception cref="SmolException">The build is locked, and an input is not the one that the lock file says.</exception>
    public void Check(IEnumerable<LockedInput> inputs)
    {
        if (!isLocked)
            return;
        foreach (LockedInput input in inputs)
        {
            LockedInput pin = pins.Find(input.Kind, input.Name)
                ?? throw new SmolException($"does not have {input.Key}, and the build is locked", path, "'smol lock' adds what a recipe needs");
            if (pin.Sha256 != input.Sha256 || pin.Size != input.Size)
                throw new SmolException($"has {input.Key} with the SHA-256 {pin.Sha256}, and what is here has {input.Sha256}", path, "'smol lock --update' takes newer inputs");
        }
    }

    /// <summary>Notes what was used.</summary>
    /// <exception cref="SmolException">The lock file can't be written.</exception>
    public void Write(IEnumerable<LockedInput> inputs)
    {
        if (!isLocked)
            pins.With(inputs).Write(path);
    }
}
