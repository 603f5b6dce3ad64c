using Smol.Fetching;
using Smol.Storage;

namespace Smol.FileFetcher;

/// <summary>
/// Fetches one file and says where it is: a process of its own, so that a test can kill it. Arguments: the cache's folder, a URL, and the
/// SHA-256 that is expected, if any.
/// </summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        using var fetcher = new Fetcher(new(arguments[0], TimeProvider.System), new FetcherOptions());
        try
        {
            Console.WriteLine("begins");
            FetchedFile file = await fetcher.FetchAsync(new(arguments[1]) { Sha256 = arguments.Length > 2 ? arguments[2] : null });
            Console.WriteLine($"{file.Origin} {file.Path}");
            return 0;
        }
        catch (SmolException failure)
        {
            Console.Error.WriteLine(failure.Message);
            return 1;
        }
    }
}
