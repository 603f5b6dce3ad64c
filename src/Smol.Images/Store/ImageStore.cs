using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Smol.Fetching.Locks;
using Smol.Storage;

namespace Smol.Images.Store;

/// <summary>
/// The images of one user. A disk image lies under its digest, <c>blobs/ALGORITHM-HEX.img</c>; a name is a small file that
/// points to it, <c>names/REPOSITORY/TAG.json</c>. Both appear by a rename, so a name never leads to half an image.
/// </summary>
/// <param name="folder">The store's folder; made when the first image comes.</param>
/// <param name="time">The clock.</param>
public sealed class ImageStore(string folder, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _blobs = Path.Combine(folder, "blobs");
    private readonly string _names = Path.Combine(folder, "names");

    /// <summary>A path on the store's own disk where a disk image can be made, to be handed to <see cref="Commit"/>.</summary>
    public string NewImagePath()
    {
        Directory.CreateDirectory(_blobs);
        ClearLeftovers();
        return Path.Combine(_blobs, $"new-{Environment.ProcessId}-{Guid.NewGuid():N}.img");
    }

    /// <summary>Takes a whole disk image into the store under a name; an image that had the name loses it.</summary>
    /// <param name="path">A disk image made at <see cref="NewImagePath"/>. It is gone afterwards.</param>
    /// <param name="describe">Makes the record from size and time.</param>
    /// <param name="billOf">Makes its bill of materials, which lies beside it; null for none.</param>
    /// <exception cref="SmolException">The store can't be written.</exception>
    public ImageRecord Commit(string path, Func<long, DateTimeOffset, ImageRecord> describe, Func<ImageRecord, byte[]>? billOf = null)
    {
        try
        {
            using FileLock held = FileLock.Take(Path.Combine(folder, "lock"), Patience, time);
            ImageRecord record = describe(new FileInfo(path).Length, time.GetUtcNow());
            File.Move(path, DiskPath(record), overwrite: true);
            if (billOf is not null)
                Put(BillPath(record), billOf(record));
            Name(record);
            return record;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            File.Delete(path);
            throw new SmolException("can't be written: " + failure.Message, folder, cause: failure);
        }
    }

    /// <summary>Gives the image of an equal build a name; an image that had the name loses it.</summary>
    /// <param name="buildKey">The build's key.</param>
    /// <param name="name">The name.</param>
    /// <returns>Its record; null when there is none that is whole.</returns>
    /// <exception cref="SmolException">The store can't be written, or a record is damaged.</exception>
    public ImageRecord? Reuse(string buildKey, ImageName name)
    {
        using FileLock held = FileLock.Take(Path.Combine(Directory.CreateDirectory(folder).FullName, "lock"), Patience, time);
        ImageRecord? found = List().Where(image => image.BuildKey == buildKey && new FileInfo(DiskPath(image)) is { Exists: true } disk && disk.Length == image.Size)
            .MaxBy(image => image.Name() == name);
        if (found is null || found.Name() == name)
            return found;
        ImageRecord record = found with { Repository = name.Repository, Tag = name.Tag };
        Name(record);
        return record;
    }

    /// <summary>Gives an image another name beside the one that it has; an image that had the name loses it.</summary>
    /// <exception cref="SmolException">The store can't be written.</exception>
    public ImageRecord Name(ImageRecord image, ImageName name)
    {
        using FileLock held = FileLock.Take(Path.Combine(folder, "lock"), Patience, time);
        ImageRecord record = image with { Repository = name.Repository, Tag = name.Tag };
        Name(record);
        return record;
    }

    /// <summary>All images, by name and tag.</summary>
    /// <exception cref="SmolException">A record is damaged.</exception>
    public IReadOnlyList<ImageRecord> List()
    {
        if (!Directory.Exists(_names))
            return [];
        return [.. Directory.EnumerateFiles(_names, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Load)];
    }

    /// <summary>The image of that name, or null.</summary>
    /// <exception cref="SmolException">Its record is damaged.</exception>
    public ImageRecord? Find(ImageName name)
    {
        string path = NamePath(name);
        return File.Exists(path) ? Load(path) : null;
    }

    /// <summary>The image of that name.</summary>
    /// <exception cref="SmolException">There is none; the hint names those that there are.</exception>
    public ImageRecord Get(ImageName name)
    {
        if (Find(name) is { } record)
            return record;
        string[] present = [.. List().Select(image => image.Name().ToString())];
        throw new SmolException("no such image", name.ToString(),
            present.Length == 0 ? "the store is empty; 'smol build' makes an image" : "there are: " + string.Join(", ", present));
    }

    /// <summary>The image of that name, or else of that name with the architecture behind it, as builds name them: <c>hello</c> is <c>hello-amd64</c>.</summary>
    /// <exception cref="SmolException">There is neither; the hint names those that there are.</exception>
    public ImageRecord Resolve(ImageName name, string architecture) =>
        Find(name) ?? Find(name with { Repository = $"{name.Repository}-{architecture}" }) ?? Get(name);

    /// <summary>Where the disk image of a record lies.</summary>
    public string DiskPath(ImageRecord record) => Path.Combine(_blobs, record.Digest.Replace(':', '-') + ".img");

    /// <summary>Where the bill of materials of a record's disk image lies, if it has one: a document of SPDX.</summary>
    public string BillPath(ImageRecord record) => Path.Combine(_blobs, record.Digest.Replace(':', '-') + ".spdx.json");

    private void Name(ImageRecord record)
    {
        ImageRecord? before = Find(record.Name());
        Put(NamePath(record.Name()), ImageRecordWriter.Write(record));
        if (before is null || List().Any(image => image.Digest == before.Digest))
            return;
        File.Delete(DiskPath(before));
        File.Delete(BillPath(before));
    }

    private static void Put(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        AtomicFile.Write(path, stream => stream.Write(content));
    }

    /// <summary>Removes what builds left that were killed: files that carry the number of a process that is no more.</summary>
    private void ClearLeftovers()
    {
        foreach (string path in Directory.EnumerateFiles(_blobs, "*new-*"))
        {
            string[] parts = Path.GetFileName(path).Split('-');
            if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int process) || !IsAlive(process))
                File.Delete(path);
        }
    }

    private static bool IsAlive(int process)
    {
        try
        {
            using Process found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static ImageRecord Load(string path)
    {
        try
        {
            return ImageRecordReader.Read(File.ReadAllBytes(path));
        }
        catch (JsonException failure)
        {
            throw new SmolException("is not an image record: " + failure.Message, path, "remove the file and build or pull the image again", failure);
        }
    }

    private string NamePath(ImageName name) => Path.Combine(_names, name.Repository, name.Tag + ".json");
}
