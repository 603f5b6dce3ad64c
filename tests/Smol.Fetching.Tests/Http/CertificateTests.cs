using Smol.Storage;
using Smol.TestSupport.Mirrors;
using static Smol.Fetching.Tests.FetchRoom;

namespace Smol.Fetching.Tests.Http;

public sealed class CertificateTests
{
    [Fact]
    public async Task A_server_of_an_unknown_authority_is_refused_at_once()
    {
        using var authority = new TestAuthority();
        using var room = new FetchRoom(mirror: new(certificate: authority.Server));
        room.Mirror.Put("a", Bytes(10));
        var failure = await Assert.ThrowsAsync<SmolException>(() => room.FetchAsync(room.Request("a")));
        Assert.Contains("not trusted", failure.Message, StringComparison.Ordinal);
        Assert.Contains("SSL_CERT_FILE", failure.Hint, StringComparison.Ordinal);
        Assert.Empty(room.Mirror.Requests);
    }

    [Theory]
    [InlineData("CURL_CA_BUNDLE", false)]
    [InlineData("SSL_CERT_FILE", false)]
    [InlineData("SSL_CERT_DIR", true)]
    public async Task The_usual_variables_name_authorities(string variable, bool isFolder)
    {
        using var authority = new TestAuthority();
        using var room = new FetchRoom(mirror: new(certificate: authority.Server));
        room.Mirror.Put("a", Bytes(10));
        Directory.CreateDirectory(room["certificates"]);
        File.WriteAllText(room["certificates/root.pem"], authority.Pem);
        File.WriteAllText(room["certificates/README"], "no certificate");
        string value = isFolder ? $"/nonexistent:{room["certificates"]}" : room["certificates/root.pem"];
        using Fetcher fetcher = room.Again(Quick with { Variable = name => name == variable ? value : null });
        FetchedFile file = await fetcher.FetchAsync(room.Request("a"), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(Bytes(10), File.ReadAllBytes(file.Path));
    }

    [Fact]
    public async Task Authorities_of_the_variables_stand_in_for_the_others()
    {
        using var authority = new TestAuthority();
        using var other = new TestAuthority();
        using var room = new FetchRoom(mirror: new(certificate: authority.Server));
        File.WriteAllText(room["other.pem"], other.Pem);
        using Fetcher fetcher = room.Again(Quick with { Variable = name => name == "SSL_CERT_FILE" ? room["other.pem"] : null });
        await Assert.ThrowsAsync<SmolException>(() => fetcher.FetchAsync(room.Request("a")));
    }

    [Fact]
    public async Task A_variable_that_names_no_certificates_is_an_error()
    {
        using var room = new FetchRoom();
        File.WriteAllText(room["empty.pem"], "nothing\n");
        foreach (string path in (string[])[room["empty.pem"], room["none.pem"]])
        {
            using Fetcher fetcher = room.Again(Quick with { Variable = name => name == "SSL_CERT_FILE" ? path : null });
            var failure = await Assert.ThrowsAsync<SmolException>(() => fetcher.FetchAsync(room.Request("a")));
            Assert.Equal(path, failure.Place);
        }
    }

    [Fact]
    public async Task A_redirect_from_https_to_http_is_refused()
    {
        using var authority = new TestAuthority();
        using var room = new FetchRoom(mirror: new(certificate: authority.Server));
        using var plain = new TestMirror();
        plain.Put("a", Bytes(10));
        room.Mirror.BreakForever("a", MirrorFault.Redirect(plain.Url("a")));
        File.WriteAllText(room["root.pem"], authority.Pem);
        using Fetcher fetcher = room.Again(Quick with { Variable = name => name == "SSL_CERT_FILE" ? room["root.pem"] : null });
        var failure = await Assert.ThrowsAsync<SmolException>(() => fetcher.FetchAsync(room.Request("a")));
        Assert.Contains($"from https to {plain.Url("a")}", failure.Message, StringComparison.Ordinal);
        Assert.Empty(plain.Requests);
    }
}
