using FsCheck;
using FsCheck.Fluent;
using Smol.Storage.FileTrees;

namespace Smol.TestSupport;

/// <summary>
/// Makes trees with everything in them that a format may get wrong: names of arbitrary bytes, hard links (also to symbolic links and
/// devices), devices, fifos, sockets, sparse files, set-id and sticky bits, 32-bit owners, times far away.
/// </summary>
public sealed class FileTreeGenerator
{
    private static readonly long[] EdgeLengths = [512, 1024, 4096, 8192, 12 * 1024, 12 * 4096, 12 * 8192, 16384, 65536];
    private static readonly int[] EdgeLinkLengths = [1, 15, 59, 60, 61, 100, 101, 119, 120, 255, 1023];
    private static readonly uint[] EdgeIds = [0, 1, 1000, 65534, 65535, 65536, (1 << 21) - 1, 1 << 21, int.MaxValue, 4294967294, uint.MaxValue];

    private readonly Random _random;
    private readonly FileTreeLimits _limits;

    private FileTreeGenerator(Random random, FileTreeLimits limits)
    {
        _random = random;
        _limits = limits;
    }

    /// <summary>Trees for a property. Up to two entries for each step of FsCheck's size.</summary>
    public static Arbitrary<FileTreeDraft> Trees(FileTreeLimits limits)
    {
        Gen<FileTreeDraft> generator = Gen.Sized(size =>
            from seed in Gen.Choose(0, int.MaxValue - 1)
            from count in Gen.Choose(0, 2 * size)
            select Draft(new Random(seed), count, limits));
        return Arb.From(generator, draft => draft.Shrink());
    }

    /// <summary>A draft of so many entries, the same for the same <paramref name="random"/>.</summary>
    public static FileTreeDraft Draft(Random random, int count, FileTreeLimits limits)
    {
        var generator = new FileTreeGenerator(random, limits);
        NodeAttributes root = generator.Attributes() with { Flags = 0 };
        return new(root, [.. Enumerable.Range(0, count).Select(_ => generator.Entry())]);
    }

    private FileTreeDraftEntry Entry()
    {
        var entry = new FileTreeDraftEntry
        {
            Directory = _random.Next(int.MaxValue),
            Name = Name(),
            Attributes = Attributes(),
            Kind = Kind(),
            Earlier = _random.Next(int.MaxValue),
            MostLinks = _limits.MostLinks,
        };
        return entry.Kind switch
        {
            NodeKind.File => WithContent(entry),
            NodeKind.SymbolicLink => entry with { Target = LinkTarget() },
            NodeKind.BlockDevice or NodeKind.CharacterDevice => entry with { Major = Below(_limits.LargestDeviceMajor), Minor = Below(_limits.LargestDeviceMinor) },
            _ => entry,
        };
    }

    private NodeKind? Kind() => _random.Next(20) switch
    {
        < 8 => NodeKind.File,
        < 11 => NodeKind.Directory,
        < 13 => NodeKind.SymbolicLink,
        < 16 => null,
        16 => NodeKind.BlockDevice,
        17 => NodeKind.CharacterDevice,
        18 when _limits.HasSockets => NodeKind.Socket,
        _ => NodeKind.Fifo,
    };

    private ByteString Name()
    {
        int length = _random.Next(8) switch { 0 => _limits.LongestName, 1 => _random.Next(90, 110), 2 => _random.Next(1, _limits.LongestName + 1), _ => _random.Next(1, 12) };
        var bytes = new byte[Math.Min(length, _limits.LongestName)];
        bool isPlain = _random.Next(3) > 0;
        do
        {
            for (int index = 0; index < bytes.Length; index++)
                bytes[index] = isPlain ? (byte)_random.Next('a', 'z' + 1) : (byte)_random.Next(1, 256);
            bytes.AsSpan().Replace((byte)'/', (byte)'\n');
        }
        while (!TreePath.IsName(bytes));
        return ByteString.Copy(bytes);
    }

    private ByteString LinkTarget()
    {
        int length = _random.Next(2) == 0 ? EdgeLinkLengths[_random.Next(EdgeLinkLengths.Length)] : _random.Next(1, 80);
        var bytes = new byte[Math.Min(length, _limits.LongestLink)];
        for (int index = 0; index < bytes.Length; index++)
            bytes[index] = (byte)(_random.Next(10) == 0 ? _random.Next(1, 256) : _random.Next('.', 'z'));
        return ByteString.Copy(bytes);
    }

    private NodeAttributes Attributes() => new((ushort)_random.Next(0x1000), Id(), Id(), Time())
    {
        Flags = _random.Next(8) == 0 ? (uint)_random.NextInt64(1L << 32) & _limits.Flags : 0,
    };

    private uint Id() => Math.Min(EdgeIds[_random.Next(EdgeIds.Length)], _limits.LargestId);

    private uint Below(uint largest) => _random.Next(4) == 0 ? largest : (uint)_random.NextInt64(Math.Min(largest, 300) + 1L);

    private Timestamp Time()
    {
        long seconds = _random.Next(6) switch
        {
            0 => _limits.EarliestTime,
            1 => _limits.LatestTime,
            2 => _random.NextInt64(_limits.EarliestTime, _limits.LatestTime + 1),
            3 => Math.Clamp(-1, _limits.EarliestTime, _limits.LatestTime),
            4 => Math.Clamp(0, _limits.EarliestTime, _limits.LatestTime),
            _ => _random.NextInt64(1_500_000_000, 1_800_000_000),
        };
        return new(seconds, _limits.HasNanoseconds && _random.Next(2) == 0 ? _random.Next(1_000_000_000) : 0);
    }

    private FileTreeDraftEntry WithContent(FileTreeDraftEntry entry)
    {
        long length = _random.Next(5) switch
        {
            0 => 0,
            1 => EdgeLengths[_random.Next(EdgeLengths.Length)] + _random.Next(-1, 2),
            2 => _random.NextInt64(_limits.LongestFile + 1),
            _ => _random.Next(1, 3000),
        };
        length = Math.Min(length, _limits.LongestFile);
        return entry with { Seed = _random.Next(int.MaxValue), Length = length, Pieces = _limits.HasHoles && _random.Next(4) == 0 ? Pieces(length) : null };
    }

    private List<(long Offset, int Length)> Pieces(long length)
    {
        var pieces = new List<(long, int)>();
        // Now and then a great many: the map of holes then takes several blocks.
        long step = _random.Next(6) == 0 ? Math.Max(length / 150, 1) : Math.Max(length / 4, 1);
        for (long offset = _random.NextInt64(step + 1); offset < length; offset += 1 + _random.NextInt64(2 * step))
        {
            int size = (int)Math.Min(1 + _random.NextInt64(Math.Min(step, 20_000)), length - offset);
            pieces.Add((offset, size));
            offset += size;
        }
        return pieces;
    }
}
