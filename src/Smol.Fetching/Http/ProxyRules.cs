using System.Net;
using Smol.Storage;

namespace Smol.Fetching.Http;

/// <summary>
/// Proxies as environment variables name them, read as curl(1) does: <c>http_proxy</c>, <c>https_proxy</c>, <c>all_proxy</c> and
/// <c>no_proxy</c>, in small letters or else in capitals. An empty one counts as none.
/// </summary>
internal sealed class ProxyRules : IWebProxy, ICredentials
{
    private static readonly string[] Schemes = ["http", "https", "socks4", "socks4a", "socks5"];

    private readonly Uri? _http;
    private readonly Uri? _https;
    private readonly ProxyExceptions _exceptions;

    /// <param name="variable">Reads an environment variable.</param>
    /// <exception cref="SmolException">A variable names no proxy that is understood.</exception>
    public ProxyRules(Func<string, string?> variable)
    {
        Uri? all = Read("all_proxy") ?? Read("ALL_PROXY");
        _https = Read("https_proxy") ?? Read("HTTPS_PROXY") ?? all;
        // A web server that runs us as CGI sets HTTP_PROXY from a header of its client: https://httpoxy.org.
        _http = Read("http_proxy") ?? (Text("GATEWAY_INTERFACE") is null ? Read("HTTP_PROXY") : null) ?? all;
        Credentials = this;
        _exceptions = new(Text("no_proxy") ?? Text("NO_PROXY") ?? "");

        string? Text(string name) => variable(name) is { Length: > 0 } value ? value : null;
        Uri? Read(string name) => Text(name) is { } value ? Parse(name, value) : null;
    }

    /// <inheritdoc/>
    public ICredentials? Credentials { get; set; }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) =>
        _exceptions.Contain(destination.Host) ? null : destination.Scheme == Uri.UriSchemeHttps ? _https : _http;

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => GetProxy(host) is null;

    /// <inheritdoc/>
    public NetworkCredential? GetCredential(Uri uri, string authType)
    {
        string user = uri == _http ? _http.UserInfo : uri == _https ? _https.UserInfo : "";
        if (user.Length == 0)
            return null;
        string[] parts = user.Split(':', 2);
        return new(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }

    private static Uri Parse(string name, string value)
    {
        string text = value.Contains("://", StringComparison.Ordinal) ? value : "http://" + value;
        // Names are always resolved by the proxy here, which is what socks5h asks for.
        if (text.StartsWith("socks5h://", StringComparison.OrdinalIgnoreCase))
            text = "socks5://" + text["socks5h://".Length..];
        if (Uri.TryCreate(text, UriKind.Absolute, out Uri? proxy) && Schemes.Contains(proxy.Scheme) && proxy.Host.Length > 0)
            return proxy;
        throw new SmolException("names no proxy that is understood", name, "it looks like http://HOST:PORT or socks5://HOST:PORT");
    }
}
