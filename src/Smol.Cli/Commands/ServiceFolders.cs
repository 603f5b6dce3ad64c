namespace Smol.Cli.Commands;

/// <summary>Where services are looked for.</summary>
internal static class ServiceFolders
{
    /// <summary>The folders that were given, smolBSD's and our own names for one in the current folder, and the catalogue that came with smol.</summary>
    public static string[] Of(string[]? given) => [.. given ?? [], "service", "services", Path.Combine(AppContext.BaseDirectory, "services")];
}
