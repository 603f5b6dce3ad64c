using Smol.Building.Locking;
using Smol.Fetching;

namespace Smol.Building.Inputs;

/// <summary>Inputs that a lock file pins, as what to fetch.</summary>
internal static class LockedFetch
{
    /// <summary>The request for an input at a place; its bytes must be those that are pinned.</summary>
    public static FetchRequest Of(LockedInput input, Uri place) => new(place.IsFile ? place.LocalPath : place.AbsoluteUri)
    {
        Name = Path.GetFileName(input.Name),
        Size = input.Size,
        Sha256 = input.Sha256,
        MismatchHint = $"{LockFile.FileName} pins what the mirror had before; 'smol lock --update' takes what it has now",
    };
}
