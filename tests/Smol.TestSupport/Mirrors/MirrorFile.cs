using System.Globalization;
using System.Security.Cryptography;

namespace Smol.TestSupport.Mirrors;

/// <summary>A file of a mirror.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="Modified">When it last changed, in whole seconds.</param>
public sealed record MirrorFile(byte[] Content, DateTimeOffset Modified)
{
    /// <summary>Its validator; weak where <see cref="IsWeak"/>.</summary>
    public string ETag => $"{(IsWeak ? "W/" : "")}\"{Convert.ToHexStringLower(SHA256.HashData(Content))[..16]}\"";

    /// <summary>Its other validator.</summary>
    public string LastModified => Modified.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Whether its <see cref="ETag"/> is a weak one.</summary>
    public bool IsWeak { get; init; }
}
