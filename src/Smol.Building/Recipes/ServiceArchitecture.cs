namespace Smol.Building.Recipes;

/// <summary>The architectures, by NetBSD's words and by those of uname(1), as smolBSD takes both.</summary>
internal static class ServiceArchitecture
{
    /// <summary>NetBSD's word; null for what is none.</summary>
    public static string? Find(string name) => name switch
    {
        "amd64" or "x86_64" => "amd64",
        "i386" or "i486" or "i586" or "i686" => "i386",
        "evbarm-aarch64" or "aarch64" or "arm64" => "evbarm-aarch64",
        _ => null,
    };
}
