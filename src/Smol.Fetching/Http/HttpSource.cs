using System.Net;
using System.Net.Security;
using Smol.Storage;

namespace Smol.Fetching.Http;

/// <summary>Asks servers, over proxies and past redirects.</summary>
internal sealed class HttpSource : IDisposable
{
    private const int MostRedirects = 10;

    private static readonly string UserAgent = "smol/" + typeof(HttpSource).Assembly.GetName().Version!.ToString(3);

    private readonly HttpMessageInvoker _client;

    /// <param name="variable">Reads an environment variable.</param>
    /// <exception cref="SmolException">A variable names a proxy or certificates that can't be used.</exception>
    public HttpSource(Func<string, string?> variable) =>
        _client = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(20),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            Proxy = new ProxyRules(variable),
            SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = TrustedRoots.Read(variable) },
            UseCookies = false,
        });

    /// <summary>Asks for a URL, and goes where the server points to.</summary>
    /// <param name="url">An <c>https</c> or <c>http</c> URL.</param>
    /// <param name="describe">Puts headers into each request.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>The first answer that is no redirect; its body is still to be read.</returns>
    /// <exception cref="SmolException">The redirects lead nowhere, or away from https.</exception>
    public async Task<HttpResponseMessage> GetAsync(Uri url, Action<HttpRequestMessage> describe, CancellationToken cancellation)
    {
        HashSet<Uri> seen = [];
        Uri next = url;
        while (true)
        {
            if (!seen.Add(next))
                throw new SmolException("the redirects go round in a circle", Show(url), "the server is set up wrongly; use another mirror");
            if (seen.Count > MostRedirects + 1)
                throw new SmolException($"the server redirects more than {MostRedirects} times", Show(url), "use another mirror");
            HttpResponseMessage answer = await AskAsync(next, describe, cancellation).ConfigureAwait(false);
            if (answer.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect))
            {
                return answer;
            }
            using (answer)
                next = Follow(url, next, answer.Headers.Location);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>A URL without what is nobody's business.</summary>
    public static string Show(Uri url) =>
        url.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped);

    private static Uri Follow(Uri first, Uri from, Uri? location)
    {
        if (location is null)
            throw new SmolException("the server redirects, but not to a place", Show(first), "the server is set up wrongly; use another mirror");
        var next = new Uri(from, location);
        if (next.Scheme != Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttp)
            throw new SmolException($"the server redirects to a {next.Scheme} URL", Show(first), "only https and http are followed");
        if (from.Scheme == Uri.UriSchemeHttps && next.Scheme == Uri.UriSchemeHttp)
            throw new SmolException($"the server redirects from https to {Show(next)}", Show(first),
                "what is not encrypted is not followed; name that URL yourself if you trust it");
        return next;
    }

    private Task<HttpResponseMessage> AskAsync(Uri url, Action<HttpRequestMessage> describe, CancellationToken cancellation)
    {
        var question = new HttpRequestMessage(HttpMethod.Get, url);
        question.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        // What is compressed on the way has other lengths and validators than the file.
        question.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        if (url.UserInfo.Length > 0)
            question.Headers.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Uri.UnescapeDataString(url.UserInfo))));
        describe(question);
        return _client.SendAsync(question, cancellation);
    }
}
