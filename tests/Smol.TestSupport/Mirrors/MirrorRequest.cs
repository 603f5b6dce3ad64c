namespace Smol.TestSupport.Mirrors;

/// <summary>What a mirror was asked for, and how it answered.</summary>
/// <param name="Method">GET or HEAD.</param>
/// <param name="Path">With its leading slash, decoded.</param>
/// <param name="Headers">By name in small letters.</param>
/// <param name="Status">The answer; 0 where there was none.</param>
public sealed record MirrorRequest(string Method, string Path, IReadOnlyDictionary<string, string> Headers, int Status)
{
    /// <summary>The header of that name; null where it was not sent.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
