using System.Security.Cryptography;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>Passes on what it reads, and adds it to a digest.</summary>
internal sealed class HashingStream(ContentStream input, IncrementalHash hash) : ForwardStream
{
    /// <summary>Reads what is left, so that the digest is that of the whole input.</summary>
    public void ReadToEnd(byte[] buffer)
    {
        while (Read(buffer, 0, buffer.Length) > 0)
        {
            // The digest is all that is wanted.
        }
    }

    public override int Read(Span<byte> buffer)
    {
        int count = input.Read(buffer);
        hash.AppendData(buffer[..count]);
        return count;
    }
}
