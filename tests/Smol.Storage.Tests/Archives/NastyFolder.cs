using System.Globalization;
using System.Security.Cryptography;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Archives;

/// <summary>
/// A real folder with what archivers get wrong, made by Python (whose paths can be bytes), and what lstat(2) says about it. A line is:
/// path, type and permissions, owner, time in nanoseconds, length, digest, link target, first name of the same inode. Texts are hexadecimal.
/// </summary>
internal sealed class NastyFolder : IDisposable
{
    private const string Making = """
        import os, sys
        root, reach = os.fsencode(sys.argv[1]), sys.argv[2]
        os.umask(0)
        os.mkdir(root, 0o755); os.chdir(root)
        def put(name, data=b'data', mode=0o644, time=1234567890):
            with open(name, 'wb') as file: file.write(data)
            os.chmod(name, mode); os.utime(name, ns=(0, time * 1000000000 if isinstance(time, int) else int(time * 1000000000)))
        def holes(name, length, *pieces):
            with open(name, 'wb') as file:
                for offset in pieces: file.seek(offset); file.write(b'%d' % offset * 700)
                file.truncate(length)
            os.utime(name, (0, 5))
        put(b'plain'); put(b'empty', b''); put(b'new\nline'); put(b'\xff\xfe\x80'); put('\u00e9\u4e16'.encode()); put(b' space = "quote" \\')
        put(b'-dash'); put(b'setid', mode=0o6755); put(b'none', mode=0); put(b'block', b'b' * 512); put(b'more', os.urandom(100001))
        os.mkdir(b'dir', 0o1777); put(b'dir/file'); os.mkdir(b'dir/empty')
        os.symlink(b'plain', b'link'); os.symlink(b'../\xff', b'dir/out'); os.link(b'link', b'hardlink-to-link'); os.link(b'plain', b'dir/same'); os.link(b'more', b'z-more')
        holes(b'sparse', 3000000, 0, 900000, 2097152); holes(b'sparse-tail', 1 << 20, 4096); holes(b'sparse-none', 1 << 22)
        holes(b'sparse-many', 80 * 65536, *range(4096, 80 * 65536, 65536))
        if reach != 'v7':
            os.mkfifo(b'fifo'); os.utime(b'fifo', (0, 79))
            deep = b'd' * 60 + b'/' + b'e' * 60
            os.makedirs(deep); put(deep + b'/' + b'g' * 95)
        if reach in ('long', 'all'):
            deep += b'/' + b'h' * 255
            os.makedirs(deep); put(deep + b'/' + b'\xfe' * 255); put(b'n' * 255); put(b's' * 100); put(b't' * 101); holes(b'q' * 200, 1 << 20, 8192)
            os.symlink(b'x/' * 200, b'long-link'); os.link(deep + b'/' + b'\xfe' * 255, b'long-hard-link')
            put(b'half', time=1234567890.5)
        if reach == 'all':
            put(b'before-1970', time=-5); put(b'future', time=1 << 33)
            if len(sys.argv) > 3: put(b'before-1970-half', time=-5.5)
        for path, names, files in os.walk(b'.', topdown=False): os.utime(path, (0, 77))
        for path in (b'link', b'dir/out', b'long-link'):
            if os.path.lexists(path): os.utime(path, (0, 78), follow_symlinks=False)
        """;

    private const string Showing = """
        import hashlib, os, sys
        os.chdir(os.fsencode(sys.argv[1]))
        first = {}
        def show(path):
            info = os.lstat(path or b'.')
            kind = info.st_mode >> 12
            digest = hashlib.sha256(open(path, 'rb').read()).hexdigest() if kind == 8 else '-'
            target = os.readlink(path).hex() if kind == 10 else '-'
            same = first.setdefault(info.st_ino, path).hex() if kind != 4 else '-'
            print(path.hex() or '-', oct(info.st_mode)[2:], info.st_uid, info.st_gid, info.st_mtime_ns, info.st_size if kind == 8 else 0, digest, target, same)
            if kind == 4:
                for name in sorted(os.listdir(path or b'.')): show(path + b'/' + name if path else name)
        show(b'')
        """;

    /// <summary>Makes the folder.</summary>
    /// <param name="path">Where.</param>
    /// <param name="reach"><c>v7</c>: names up to 99 bytes; <c>ustar</c>: up to 255; <c>long</c>: longer; <c>all</c>: and times before 1970 and after 2242.</param>
    /// <param name="hasNegativeFraction">Whether to have a time before 1970 that is not whole.</param>
    public NastyFolder(string path, string reach, bool hasNegativeFraction = false)
    {
        Path = path;
        Oracle.MustRun("python3", ["-c", Making, path, reach, .. hasNegativeFraction ? ["half"] : Array.Empty<string>()]);
        Lines = Show(path);
    }

    public string Path { get; }

    public string[] Lines { get; }

    /// <summary>Removes it by a program that can: .NET's paths are text.</summary>
    public void Dispose() => Oracle.MustRun("rm", "-rf", Path);

    /// <summary>The lines about a folder.</summary>
    public static string[] Show(string path) => Oracle.MustRun("python3", "-c", Showing, path).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The same lines from a tree.</summary>
    public static string[] Describe(FileTree tree)
    {
        var lines = new List<string>();
        Describe(tree.Root, ByteString.Empty, new(ReferenceEqualityComparer.Instance), lines);
        return [.. lines];
    }

    /// <summary>The lines with their times cut to seconds, for formats that have no more.</summary>
    public static string[] WholeSeconds(string[] lines) => [.. lines.Select(line =>
    {
        string[] fields = line.Split(' ');
        long nanoseconds = long.Parse(fields[4], CultureInfo.InvariantCulture);
        fields[4] = Math.Floor(nanoseconds / 1e9).ToString(CultureInfo.InvariantCulture);
        return string.Join(' ', fields);
    })];

    /// <summary>The lines without the first name of what is not a file.</summary>
    public static string[] WithoutLinksOfOthers(string[] lines) =>
        [.. lines.Select(line => line.Split(' ')[1].StartsWith("10", StringComparison.Ordinal) ? line : line[..line.LastIndexOf(' ')])];

    private static void Describe(Node node, ByteString path, Dictionary<Node, string> first, List<string> lines)
    {
        string name = Hex(path);
        if (node is not DirectoryNode)
            first.TryAdd(node, name);
        (uint userId, uint groupId, Timestamp time) = (node.Attributes.UserId, node.Attributes.GroupId, node.Attributes.Modified);
        string mode = Convert.ToString((int)node.Kind | node.Attributes.Permissions, 8);
        long length = node is FileNode file ? file.Content.Length : 0;
        lines.Add(string.Create(CultureInfo.InvariantCulture,
            $"{name} {mode} {userId} {groupId} {(Int128)time.Seconds * 1_000_000_000 + time.Nanoseconds} {length} {Digest(node)} {(node is SymbolicLinkNode link ? Hex(link.Target) : "-")} {first.GetValueOrDefault(node, "-")}"));
        if (node is not DirectoryNode directory)
            return;
        foreach (DirectoryEntry entry in directory.SortedEntries())
            Describe(entry.Node, path.Length == 0 ? entry.Name : path.Concat(ByteString.FromText("/")).Concat(entry.Name), first, lines);
    }

    private static string Hex(ByteString text) => text.Length == 0 ? "-" : Convert.ToHexStringLower(text.Span);

    private static string Digest(Node node)
    {
        if (node is not FileNode file)
            return "-";
        var bytes = new byte[file.Content.Length];
        file.Content.Read(0, bytes);
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }
}
