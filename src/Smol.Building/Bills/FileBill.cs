using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Smol.Storage.FileTrees;

namespace Smol.Building.Bills;

/// <summary>The files of an image with their digests: SHA-1, which SPDX wants, and SHA-256, which a reader wants.</summary>
internal static class FileBill
{
    private const int PieceSize = 128 << 10;

    /// <summary>All regular files in order; each name of one that has several.</summary>
    public static IReadOnlyList<SpdxFile> Of(FileTree tree)
    {
        var files = new List<SpdxFile>();
        var known = new Dictionary<Node, SpdxChecksum[]>(ReferenceEqualityComparer.Instance);
        byte[] piece = ArrayPool<byte>.Shared.Rent(PieceSize);
        foreach (FileTreeEntry entry in FileTreeWalk.Entries(tree))
        {
            if (entry.Node is not FileNode file)
                continue;
            if (!known.TryGetValue(file, out SpdxChecksum[]? checksums))
            {
                checksums = Digest(file.Content, piece);
                if (file.NameCount > 1)
                    known.Add(file, checksums);
            }
            files.Add(new(string.Create(CultureInfo.InvariantCulture, $"SPDXRef-File-{files.Count + 1}"), $".{entry.Path}", checksums));
        }
        ArrayPool<byte>.Shared.Return(piece);
        return files;
    }

    /// <summary>The code of a package that has these files.</summary>
    public static SpdxVerificationCode Code(IReadOnlyList<SpdxFile> files)
    {
        string[] digests = [.. files.Select(file => file.Checksums[0].ChecksumValue)];
        Array.Sort(digests, StringComparer.Ordinal);
        using var sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        sha1.AppendData(Encoding.ASCII.GetBytes(string.Concat(digests)));
        return new(Hex(sha1.GetHashAndReset()));
    }

    private static SpdxChecksum[] Digest(FileContent content, byte[] piece)
    {
        using var sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long offset = 0; offset < content.Length; offset += PieceSize)
        {
            Span<byte> bytes = piece.AsSpan(0, (int)Math.Min(PieceSize, content.Length - offset));
            content.Read(offset, bytes);
            sha1.AppendData(bytes);
            sha256.AppendData(bytes);
        }
        return [new("SHA1", Hex(sha1.GetHashAndReset())), new("SHA256", Hex(sha256.GetHashAndReset()))];
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
