using System.Net.Sockets;
using System.Security.Authentication;
using Smol.Storage;

namespace Smol.Fetching.Transfers;

/// <summary>What a failure below HTTP means: an error at once, or another attempt.</summary>
internal static class NetworkFailure
{
    /// <summary>Makes the exception for a failure.</summary>
    /// <param name="failure">What the network threw.</param>
    /// <param name="place">The URL that was asked for.</param>
    public static Exception Of(Exception failure, string place) => failure switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError, InnerException: SocketException { SocketErrorCode: SocketError.HostNotFound } } =>
            new SmolException("there is no such host", place, "check the name in the URL; a proxy is taken from https_proxy", failure),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: AuthenticationException inner } =>
            new SmolException("the server's certificate is not trusted: " + inner.Message, place, "SSL_CERT_FILE names a file of authorities (PEM) to trust in place of the host's", failure),
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError, StatusCode: { } status } when (int)status < 500 =>
            new SmolException($"the proxy answered {(int)status}", place, "put user name and password into the proxy's URL: http://USER:PASSWORD@HOST:PORT", failure),
        OperationCanceledException => new AttemptException("the server can't be reached in time", failure),
        _ => new AttemptException(failure.Message.TrimEnd('.'), failure),
    };
}
