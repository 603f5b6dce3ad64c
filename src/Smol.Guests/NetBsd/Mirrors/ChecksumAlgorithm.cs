namespace Smol.Guests.NetBsd.Mirrors;

/// <summary>The digests that mirrors have and that are good enough to be believed.</summary>
public enum ChecksumAlgorithm
{
    /// <summary>SHA-256, of 64 hexadecimal digits: beside smolBSD's kernels.</summary>
    Sha256,

    /// <summary>SHA-512, of 128 hexadecimal digits: in NetBSD's releases.</summary>
    Sha512,
}
