using Smol.Fetching.Http;
using Smol.Storage;
using Smol.TestSupport.Mirrors;
using static Smol.Fetching.Tests.FetchRoom;

namespace Smol.Fetching.Tests.Http;

public sealed class ProxyTests
{
    [Fact]
    public async Task What_is_plain_goes_through_the_proxy()
    {
        using var proxy = new TestProxy();
        using var room = new FetchRoom(Quick with { Variable = name => name == "http_proxy" ? proxy.Root : null });
        room.Mirror.Put("a", Bytes(100_000));
        room.Mirror.Break("a", MirrorFault.Cut(40_000));
        Assert.Equal(Bytes(100_000), File.ReadAllBytes((await room.FetchAsync(room.Request("a"))).Path));
        Assert.Equal([$"GET {room.Mirror.Url("a")} HTTP/1.1", $"GET {room.Mirror.Url("a")} HTTP/1.1"], proxy.Requests);
    }

    [Fact]
    public async Task What_is_encrypted_goes_through_a_tunnel_with_name_and_password()
    {
        using var authority = new TestAuthority();
        using var proxy = new TestProxy("me:s:cret");
        using var room = new FetchRoom(mirror: new(certificate: authority.Server));
        room.Mirror.Put("a", Bytes(100_000));
        File.WriteAllText(room["root.pem"], authority.Pem);
        string url = proxy.Root.Replace("http://", "http://me:s%3Acret@", StringComparison.Ordinal);
        using Fetcher fetcher = room.Again(Quick with { Variable = name => name switch { "SSL_CERT_FILE" => room["root.pem"], "HTTPS_PROXY" => url, _ => null } });
        Assert.Equal(Bytes(100_000), File.ReadAllBytes((await fetcher.FetchAsync(room.Request("a"))).Path));
        Assert.Equal([$"CONNECT {new Uri(room.Mirror.Root).Authority} HTTP/1.1"], proxy.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_proxy_that_wants_a_password_is_an_error_at_once(bool isTunnel)
    {
        using var authority = new TestAuthority();
        using var proxy = new TestProxy("me:secret");
        using var room = new FetchRoom(Quick with { Variable = name => name == "ALL_PROXY" ? proxy.Root : null }, new(certificate: isTunnel ? authority.Server : null));
        var failure = await Assert.ThrowsAsync<SmolException>(() => room.FetchAsync(room.Request("a")));
        Assert.Contains("407", failure.Message, StringComparison.Ordinal);
        Assert.Contains("USER:PASSWORD", failure.Hint, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http_proxy=p:1", "http://a/", "http://p:1/")]
    [InlineData("http_proxy=p:1", "https://a/", null)]
    [InlineData("https_proxy=p:1", "https://a/", "http://p:1/")]
    [InlineData("https_proxy=p:1;HTTPS_PROXY=q:1", "https://a/", "http://p:1/")]
    [InlineData("https_proxy=;HTTPS_PROXY=q:1", "https://a/", "http://q:1/")]
    [InlineData("HTTP_PROXY=p:1", "http://a/", "http://p:1/")]
    [InlineData("HTTP_PROXY=p:1;GATEWAY_INTERFACE=CGI/1.1", "http://a/", null)]
    [InlineData("all_proxy=socks5h://p:1080", "https://a/", "socks5://p:1080/")]
    [InlineData("ALL_PROXY=p:1;https_proxy=q:1", "http://a/", "http://p:1/")]
    [InlineData("ALL_PROXY=p:1;https_proxy=q:1", "https://a/", "http://q:1/")]
    [InlineData("ALL_PROXY=p:1;NO_PROXY=*", "https://a/", null)]
    [InlineData("ALL_PROXY=p:1;NO_PROXY=example.org,b", "https://a.example.org/", null)]
    [InlineData("ALL_PROXY=p:1;NO_PROXY=.example.org", "https://example.org/", null)]
    [InlineData("ALL_PROXY=p:1;NO_PROXY=example.org", "https://EXAMPLE.org./", null)]
    [InlineData("ALL_PROXY=p:1;NO_PROXY=example.org", "https://anexample.org/", "http://p:1/")]
    [InlineData("ALL_PROXY=p:1;no_proxy=a b;NO_PROXY=c", "https://b/", null)]
    [InlineData("ALL_PROXY=p:1;no_proxy=a b;NO_PROXY=c", "https://c/", "http://p:1/")]
    [InlineData("ALL_PROXY=p:1;NO_PROXY=10.0.0.0/8", "https://10.1.2.3/", null)]
    [InlineData("ALL_PROXY=p:1;NO_PROXY=10.0.0.0/8", "https://11.1.2.3/", "http://p:1/")]
    [InlineData("ALL_PROXY=p:1;NO_PROXY=10.0.0.1", "https://10.0.0.1/", null)]
    [InlineData("ALL_PROXY=p:1;NO_PROXY=::1", "https://[::1]/", null)]
    [InlineData("ALL_PROXY=p:1;NO_PROXY=[::1]", "https://[::1]:8080/", null)]
    public void Proxies_are_read_as_curl_reads_them(string variables, string url, string? proxy)
    {
        Dictionary<string, string> set = variables.Split(';').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        var rules = new ProxyRules(set.GetValueOrDefault);
        Assert.Equal(proxy is null ? null : new Uri(proxy), rules.GetProxy(new(url)));
        Assert.Equal(proxy is null, rules.IsBypassed(new(url)));
    }

    [Theory]
    [InlineData("ftp://p:1")]
    [InlineData("http://")]
    [InlineData("p:99999")]
    public void A_proxy_that_is_none_is_an_error_that_names_the_variable(string value)
    {
        var failure = Assert.Throws<SmolException>(() => new ProxyRules(name => name == "https_proxy" ? value : null));
        Assert.Equal("https_proxy", failure.Place);
    }
}
