using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;

namespace Smol.TestSupport.Mirrors;

/// <summary>
/// A web server for one test: files in memory or of a folder, with ranges, <c>ETag</c> and <c>Last-Modified</c>; a log of what it was asked
/// for; and faults where a test wants them.
/// </summary>
public sealed class TestMirror : IDisposable
{
    private readonly ConcurrentDictionary<string, MirrorFile> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentQueue<MirrorFault>> _faults = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, MirrorFault> _lasting = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<MirrorRequest> _requests = [];
    private readonly TestListener _listener;
    private readonly string? _folder;

    /// <param name="folder">Serves the files below this folder, too.</param>
    /// <param name="certificate">Speaks https with it; http where it is null.</param>
    public TestMirror(string? folder = null, X509Certificate2? certificate = null)
    {
        _folder = folder;
        _listener = new(certificate, stream => new MirrorConnection(this, stream).RunAsync());
    }

    /// <summary>The mirror's root, with a slash at its end.</summary>
    public string Root => _listener.Root;

    /// <summary>What it was asked for, the oldest first.</summary>
    public IReadOnlyList<MirrorRequest> Requests => [.. _requests];

    /// <summary>The URL of a path.</summary>
    /// <param name="path">Without a leading slash.</param>
    public string Url(string path) => Root + path;

    /// <summary>Offers a file, or another content of it.</summary>
    public void Put(string path, byte[] content, DateTimeOffset? modified = null, bool isWeak = false) =>
        _files["/" + path] = new(content, modified ?? new(2024, 1, 2, 3, 4, 5, TimeSpan.Zero)) { IsWeak = isWeak };

    /// <summary>Takes a file away.</summary>
    public void Remove(string path) => _files.TryRemove("/" + path, out _);

    /// <summary>The next answers for a path get these faults, one each.</summary>
    public void Break(string path, params MirrorFault[] faults)
    {
        ConcurrentQueue<MirrorFault> queue = _faults.GetOrAdd("/" + path, _ => []);
        foreach (MirrorFault fault in faults)
            queue.Enqueue(fault);
    }

    /// <summary>All answers for a path get this fault, after those of <see cref="Break"/>.</summary>
    public void BreakForever(string path, MirrorFault fault) => _lasting["/" + path] = fault;

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    internal void Log(MirrorRequest request) => _requests.Enqueue(request);

    internal MirrorFile? Find(string path)
    {
        if (_files.TryGetValue(path, out MirrorFile? file))
            return file;
        if (_folder is null || path.Contains("..", StringComparison.Ordinal) || !File.Exists(_folder + path))
            return null;
        return new(File.ReadAllBytes(_folder + path), new DateTimeOffset(File.GetLastWriteTimeUtc(_folder + path)));
    }

    internal MirrorFault NextFault(string path)
    {
        if (!_faults.TryGetValue(path, out ConcurrentQueue<MirrorFault>? queue) || !queue.TryDequeue(out MirrorFault? fault))
            fault = _lasting.GetValueOrDefault(path, MirrorFault.None);
        if (fault.NewContent is { } content)
            Put(path[1..], content, new(2025, 1, 2, 3, 4, 5, TimeSpan.Zero));
        return fault;
    }
}
