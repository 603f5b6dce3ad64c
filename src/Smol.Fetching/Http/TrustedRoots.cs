using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Smol.Storage;

namespace Smol.Fetching.Http;

/// <summary>
/// The certificate authorities that environment variables name. As in curl(1) they stand in for those of the host:
/// <c>CURL_CA_BUNDLE</c>, or else <c>SSL_CERT_FILE</c> and <c>SSL_CERT_DIR</c> together.
/// </summary>
internal static class TrustedRoots
{
    /// <summary>How to judge a server's certificate; null for the host's own way.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    /// <exception cref="SmolException">What a variable names is not there, or holds no certificate.</exception>
    public static X509ChainPolicy? Read(Func<string, string?> variable)
    {
        var roots = new X509Certificate2Collection();
        if (variable("CURL_CA_BUNDLE") is { Length: > 0 } bundle)
        {
            Add(roots, bundle, "CURL_CA_BUNDLE");
        }
        else
        {
            if (variable("SSL_CERT_FILE") is { Length: > 0 } file)
                Add(roots, file, "SSL_CERT_FILE");
            if (variable("SSL_CERT_DIR") is { Length: > 0 } folders)
                AddFolders(roots, folders);
        }
        if (roots.Count == 0)
            return null;
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(roots);
        return policy;
    }

    /// <summary>A list of folders, as in PATH. Some systems have it name folders that are not there.</summary>
    private static void AddFolders(X509Certificate2Collection roots, string folders)
    {
        foreach (string folder in folders.Split(':').Where(Directory.Exists))
        {
            foreach (string path in Directory.EnumerateFiles(folder))
            {
                try
                {
                    roots.ImportFromPemFile(path);
                }
                catch (Exception other) when (other is CryptographicException or IOException or UnauthorizedAccessException)
                {
                    // OpenSSL takes from such a folder what it can read, too.
                }
            }
        }
    }

    private static void Add(X509Certificate2Collection roots, string path, string variable)
    {
        int before = roots.Count;
        try
        {
            roots.ImportFromPemFile(path);
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be read: " + failure.Message, path, $"{variable} names it as a file of certificates", failure);
        }
        if (roots.Count == before)
            throw new SmolException("has no certificate in it (PEM)", path, $"{variable} names it as a file of certificates");
    }
}
