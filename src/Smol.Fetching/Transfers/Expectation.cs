using Smol.Storage;

namespace Smol.Fetching.Transfers;

/// <summary>Compares what came with what was expected.</summary>
/// <param name="request">What was expected.</param>
/// <param name="place">What to name in an error.</param>
internal sealed class Expectation(FetchRequest request, string place)
{
    private const string WebPage = " (the server sent a web page, HTML)";

    private readonly string _hint = request.MismatchHint ?? "the file there is not the one that was asked for: fetch its digest anew, or use another mirror";

    /// <summary>Whether a digest tells right bytes from wrong ones.</summary>
    public bool HasDigest => request.Sha256 is not null || request.Sha512 is not null;

    /// <summary>Checks the first bytes.</summary>
    /// <exception cref="SmolException">They are of another kind of file.</exception>
    public void CheckStart(ReadOnlySpan<byte> start)
    {
        if (request.Kind is not { } kind || kind.Accepts(start))
            return;
        throw ContentKind.IsWebPage(start)
            ? new SmolException($"the server sent a web page (HTML) in place of {kind.Description}", place,
                "the mirror or a proxy on the way answers so; look at the page, or use another mirror")
            : new SmolException($"is not {kind.Description}", place, _hint);
    }

    /// <summary>Checks a length.</summary>
    /// <param name="size">The length, in bytes.</param>
    /// <param name="isWebPage">Whether the server says that it sends HTML.</param>
    /// <exception cref="SmolException">It is another.</exception>
    public void CheckSize(long size, bool isWebPage)
    {
        if (request.Size is { } expected && expected != size)
            throw new SmolException($"has {size} bytes, and not {expected} as expected{(isWebPage ? WebPage : "")}", place, _hint);
    }

    /// <summary>Why the digests are not the ones that were expected; null where they are.</summary>
    public SmolException? JudgeDigests(string sha256, string? sha512, ReadOnlySpan<byte> start)
    {
        (string Name, string Found, string? Expected)[] pairs = [("SHA-256", sha256, request.Sha256), ("SHA-512", sha512 ?? "", request.Sha512)];
        foreach ((string name, string found, string? expected) in pairs)
        {
            if (expected is not null && !found.Equals(expected, StringComparison.OrdinalIgnoreCase))
            {
                return new($"has the {name} {found}, and not {expected} as expected{(ContentKind.IsWebPage(start) ? WebPage : "")}", place, _hint);
            }
        }
        return null;
    }
}
