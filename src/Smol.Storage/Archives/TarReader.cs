using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives;

/// <summary>
/// Reads a tar archive member by member, without its content: v7, ustar, GNU (long names, sparse files, binary numbers) and pax
/// (POSIX.1-2017, with GNU's three forms of sparse files and star's keywords). Names are bytes.
/// </summary>
/// <remarks>
/// The end is a block of zeros, or the end of the source where a member could begin; what follows the zeros is not looked at.
/// A reader is for one thread; the content of its members is not bound to it.
/// </remarks>
public sealed class TarReader : IMemberReader
{
    /// <summary>Longest extended header or long name. GNU tar's largest, the map of a very sparse file, is far below.</summary>
    private const int LongestExtension = 16 << 20;

    /// <summary>Longest path: twice what Linux takes.</summary>
    private const int LongestPath = 8 << 10;

    private readonly ArchiveWindow _window;
    private readonly byte[] _block = new byte[TarHeader.BlockSize];
    private PaxAttributes _global;
    private bool _isPax;
    private long _next;

    /// <summary>Begins at the archive's first byte.</summary>
    /// <param name="source">The archive, not compressed. Its name stands in errors.</param>
    /// <param name="length">The archive's length in bytes.</param>
    public TarReader(IContentSource source, long length) => _window = new(source, _ => length);

    /// <summary>Begins at the first byte of an archive that is still arriving, and waits for what it needs.</summary>
    internal TarReader(ArrivingFile source) => _window = new(source, source.WaitFor);

    /// <inheritdoc/>
    public string ArchiveName => _window.Source.Name;

    /// <inheritdoc/>
    /// <exception cref="SmolException">The archive is not a tar archive, damaged, cut short, or of a kind that is not known.</exception>
    public bool TryRead(out TarMember member)
    {
        long start = _next;
        try
        {
            return TryReadMember(out member);
        }
        catch (InvalidDataException malformed)
        {
            if (start == 0)
                throw new SmolException("not a tar archive: " + malformed.Message, ArchiveName);
            throw new SmolException(malformed.Message, $"{ArchiveName}: the member at byte {start}", "the archive is damaged; get it again");
        }
    }

    private bool TryReadMember(out TarMember member)
    {
        PaxAttributes attributes = _global;
        bool isExtended = false;
        while (TryReadHeader(isExtended))
        {
            _next += TarHeader.BlockSize;
            var header = new TarHeader(_block);
            switch ((char)header.Type)
            {
                case 'g':
                    PaxRecords.Apply(ReadExtension(header.Size), ref _global);
                    _global = _global.WithoutSparse();
                    attributes = _global;
                    _isPax = true;
                    break;
                case 'x' or 'X': // X: the same by Solaris, before the standard.
                    PaxRecords.Apply(ReadExtension(header.Size), ref attributes);
                    _isPax = isExtended = true;
                    break;
                case 'L':
                    attributes.Path = ByteString.Copy(ReadExtension(header.Size).TrimEnd((byte)0));
                    isExtended = true;
                    break;
                case 'K':
                    attributes.LinkPath = ByteString.Copy(ReadExtension(header.Size).TrimEnd((byte)0));
                    isExtended = true;
                    break;
                case 'V': // GNU: the name of a tape, not of a file.
                    Skip(header.Size);
                    break;
                default:
                    member = ReadMember(header, attributes);
                    return true;
            }
        }
        member = default;
        return false;
    }

    /// <summary>Copies the next header, false at the end of the archive.</summary>
    private bool TryReadHeader(bool mustFollow)
    {
        long left = Math.Max(_window.Left(_next, TarHeader.BlockSize), 0);
        if (left == 0 && _next > 0 && !mustFollow)
            return false;
        if (left < TarHeader.BlockSize)
            throw new InvalidDataException(_next + left == 0 ? "it is empty" : "the archive ends in the middle of it");
        _window.Get(_next, TarHeader.BlockSize).CopyTo(_block);
        var header = new TarHeader(_block);
        if (header.HasRightChecksum)
            return true;
        if (header.IsZero && !mustFollow)
            return false;
        throw new InvalidDataException("the checksum of its header is wrong");
    }

    private ReadOnlySpan<byte> ReadExtension(long size)
    {
        long offset = _next;
        Skip(size);
        if (size > LongestExtension)
            throw new InvalidDataException($"its extended header is {size} bytes long, more than makes sense");
        return _window.Get(offset, (int)size);
    }

    private void Skip(long size)
    {
        if (size < 0)
            throw new InvalidDataException("its size is negative");
        long left = _window.Left(_next, size);
        if (size > left)
            throw new InvalidDataException($"the archive ends in the middle of it: {left} of its {size} bytes are there");
        // The padding of the last member is sometimes left out.
        _next += size + (-size & (TarHeader.BlockSize - 1));
    }

    private TarMember ReadMember(TarHeader header, in PaxAttributes pax)
    {
        ByteString path = pax.SparseName ?? pax.Path ?? PathOf(header);
        if (path.Length > LongestPath)
            throw new InvalidDataException($"its name is {path.Length} bytes long, more than makes sense");
        NodeKind? kind = KindOf(header, pax, path);
        ByteString target = kind is null or NodeKind.SymbolicLink ? pax.LinkPath ?? ByteString.Copy(header.LinkName) : default;
        bool isDevice = kind is NodeKind.BlockDevice or NodeKind.CharacterDevice;
        var attributes = new NodeAttributes((ushort)(header.Mode & 0xFFF), Id(pax.UserId ?? header.UserId, "owner"), Id(pax.GroupId ?? header.GroupId, "group"), pax.Modified ?? new(header.Modified))
        {
            Flags = pax.Flags,
        };
        return new()
        {
            Path = path,
            Kind = kind,
            Attributes = attributes,
            LinkTarget = target,
            DeviceMajor = isDevice ? Id(pax.DeviceMajor ?? header.DeviceMajor, "device number") : 0,
            DeviceMinor = isDevice ? Id(pax.DeviceMinor ?? header.DeviceMinor, "device number") : 0,
            Content = ReadContent(header, kind, pax),
        };
    }

    private static ByteString PathOf(TarHeader header)
    {
        ReadOnlySpan<byte> prefix = header.Prefix;
        ReadOnlySpan<byte> name = header.Name;
        if (prefix.IsEmpty)
            return ByteString.Copy(name);
        Span<byte> joined = stackalloc byte[prefix.Length + 1 + name.Length];
        prefix.CopyTo(joined);
        joined[prefix.Length] = (byte)'/';
        name.CopyTo(joined[(prefix.Length + 1)..]);
        return ByteString.Copy(joined);
    }

    private static NodeKind? KindOf(TarHeader header, in PaxAttributes pax, ByteString path) => (char)header.Type switch
    {
        '\0' or '0' or '7' when pax.IsSocket => NodeKind.Socket,
        '\0' or '0' or '7' when path.Span.EndsWith("/"u8) => NodeKind.Directory, // v7 has no type for it
        '\0' or '0' or '7' or 'S' => NodeKind.File,
        '1' => null,
        '2' => NodeKind.SymbolicLink,
        '3' => NodeKind.CharacterDevice,
        '4' => NodeKind.BlockDevice,
        '5' or 'D' => NodeKind.Directory,
        '6' => NodeKind.Fifo,
        'M' => throw new InvalidDataException("it is the rest of a file that began in another volume; join the volumes first"),
        _ => throw new InvalidDataException($"it is of type '{ByteString.Copy([header.Type])}', which is not known"),
    };

    /// <summary>Negative numbers are what programs with signed ids made of ids over 2^31.</summary>
    private static uint Id(long value, string name) =>
        value is >= int.MinValue and <= uint.MaxValue ? unchecked((uint)value) : throw new InvalidDataException($"its {name} {value} does not fit 32 bits");

    private FileContent ReadContent(TarHeader header, NodeKind? kind, in PaxAttributes pax)
    {
        long size = pax.Size ?? header.Size;
        if (kind is null ? !HasLinkData(size) : kind is not (NodeKind.File or NodeKind.Socket) && (char)header.Type is >= '2' and <= '6')
            return default; // Whatever the size says, these have no data.
        TarSparseMap? map = header.Type == 'S' ? TarSparseMap.ReadOldGnu(header, _window, ref _next) : null;
        long offset = _next;
        Skip(size);
        if (kind is not (NodeKind.File or null))
            return default;
        map ??= TarSparseMap.ReadPax(pax, _window, ref offset, ref size);
        return map?.ToContent(_window.Source, offset, size) ?? FileContent.FromRange(_window.Source, offset, size);
    }

    /// <summary>
    /// Whether a hard link's size counts. In pax it may carry the file's data again; in older forms the size says how long
    /// the file is and no data follows. An archive without any extended header does not say which it is: then what follows does.
    /// </summary>
    private bool HasLinkData(long size)
    {
        if (size <= 0)
            return false;
        if (_isPax)
            return true;
        var header = new TarHeader(_block);
        if (!header.IsUstar || _window.Left(_next, TarHeader.BlockSize) < TarHeader.BlockSize)
            return false;
        var following = new TarHeader(_window.Get(_next, TarHeader.BlockSize));
        return !following.HasRightChecksum && !following.IsZero;
    }
}
