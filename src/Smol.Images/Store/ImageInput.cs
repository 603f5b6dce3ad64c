using System.Text.Json.Serialization;

namespace Smol.Images.Store;

/// <summary>Something that an image was made of.</summary>
/// <param name="Kind"><c>set</c>, <c>folder</c>, <c>package</c>, <c>script</c>, <c>kernel</c> or <c>image</c>.</param>
/// <param name="Name">Its name, without a path of the host.</param>
/// <param name="Digest"><c>sha256:</c> and the digest of its bytes; an image has its own (<see cref="ImageRecord.Digest"/>).</param>
public sealed record ImageInput(string Kind, string Name, string Digest)
{
    /// <summary>Where it was fetched from, without a user's name and password; null for what was on the host.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Source { get; init; }

    /// <summary>The image by which it came; null for what the build itself took.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Through { get; init; }

    /// <summary>The same with the place that it was fetched from.</summary>
    /// <param name="source">The place; null, or a file, for one that is not told.</param>
    public ImageInput From(Uri? source) =>
        source is null || source.IsFile ? this : this with { Source = source.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.UserInfo, UriFormat.UriEscaped) };
}
