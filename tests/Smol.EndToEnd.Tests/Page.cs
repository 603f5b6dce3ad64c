namespace Smol.EndToEnd.Tests;

/// <summary>A page of a guest.</summary>
internal static class Page
{
    /// <summary>Asks for it until there is one.</summary>
    public static async Task<string> GetAsync(string address, TimeSpan patience)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        using var over = new CancellationTokenSource(patience);
        while (true)
        {
            try
            {
                return await client.GetStringAsync(new Uri($"http://{address}/"), over.Token);
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or TaskCanceledException && !over.IsCancellationRequested)
            {
                await Task.Delay(50, over.Token);
            }
        }
    }
}
