using Smol.Building.Locking;
using Smol.Cli.Output;
using Smol.Fetching;

namespace Smol.Cli.Fetching;

/// <summary>A fetched file, as <c>smol fetch</c> prints it.</summary>
/// <param name="Name">Its name at the mirror.</param>
/// <param name="Size">Its length in bytes, as it was fetched.</param>
/// <param name="Sha256">The digest of these bytes.</param>
/// <param name="State"><c>fetched</c>, <c>unchanged</c>, <c>cached</c>, <c>local</c> or <c>at hand</c>.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Path">Where it is now, as it was fetched or as it is to be used.</param>
internal sealed record FetchedRow(string Name, long Size, string Sha256, string State, string Source, string Path)
{
    public static FetchedRow Of(string name, FetchedFile file, string? path = null) =>
        new(name, file.Size, file.Sha256, Word(file.Origin), file.Source, path ?? file.Path);

    /// <summary>An input of a recipe, which is at hand now.</summary>
    public static FetchedRow Of(LockedInput input) =>
        new(input.Name, input.Size, input.Sha256, "at hand", input.Source?.AbsoluteUri ?? "-", "-");

    public IReadOnlyList<string> Cells() => [Name, Amounts.Size(Size), State, Path];

    private static string Word(FetchOrigin origin) => origin switch
    {
        FetchOrigin.Network => "fetched",
        FetchOrigin.Unchanged => "unchanged",
        FetchOrigin.Cache => "cached",
        _ => "local",
    };
}
