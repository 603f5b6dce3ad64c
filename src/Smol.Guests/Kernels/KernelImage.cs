using Smol.Storage;
using Smol.Storage.Archives;
using Smol.Storage.Elf;
using Smol.Storage.FileTrees;

namespace Smol.Guests.Kernels;

/// <summary>A kernel's file in memory, decompressed where it was compressed.</summary>
public sealed class KernelImage
{
    /// <summary>A NetBSD kernel with every driver and its debug symbols stays far below.</summary>
    private const int MostBytes = 256 << 20;

    private KernelImage(string path, Compression compression, byte[] bytes)
    {
        Path = path;
        Compression = compression;
        Bytes = bytes;
        if (ElfFile.HasMagic(bytes))
            Elf = ElfFile.Read(FileContent.FromBytes(bytes), path);
        else
            Linux = BzImageHeader.Find(bytes, path);
        if (Elf is null && Linux is null)
            throw new SmolException("is not a kernel", path, "kernels are ELF files or Linux bzImages, plain or compressed by gzip, xz or zstd");
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>How the file is compressed.</summary>
    public Compression Compression { get; }

    /// <summary>The kernel's bytes, decompressed. A bzImage's own payload stays as it is.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The kernel as an ELF file; null where it is a bzImage.</summary>
    public ElfFile? Elf { get; }

    /// <summary>The header of a bzImage; null where the kernel is an ELF file.</summary>
    public BzImageHeader? Linux { get; }

    /// <summary>Reads a kernel.</summary>
    /// <exception cref="SmolException">It can't be read, is damaged, larger than makes sense, or no kernel.</exception>
    public static KernelImage Load(string path)
    {
        using var file = new OpenFileSource(path);
        var start = new byte[Math.Min(Decompression.MagicLength, file.Length)];
        file.Read(0, start);
        Compression compression = Decompression.Detect(start);
        using Stream plain = Decompression.Open(new ContentStream(FileContent.FromRange(file, 0, file.Length)), compression, path);
        return new(path, compression, ReadAll(plain, path));
    }

    internal static KernelImage FromBytes(byte[] bytes, string place) => new(place, Compression.None, bytes);

    private static byte[] ReadAll(Stream plain, string path)
    {
        using var bytes = new MemoryStream();
        var piece = new byte[1 << 20];
        for (int length; (length = plain.Read(piece)) > 0;)
        {
            if (bytes.Length + length > MostBytes)
                throw new SmolException($"is more than {MostBytes >> 20} MiB long, more than makes sense for a kernel", path);
            bytes.Write(piece, 0, length);
        }
        return bytes.ToArray();
    }
}
