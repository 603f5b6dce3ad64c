using System.CommandLine;
using Smol.Storage;
using Smol.Storage.DiskImages;
using Smol.Storage.Ext2;
using Smol.Storage.Ffs;

namespace Smol.Cli.Images;

/// <summary>The options that say how a filesystem is to be made, with the names of newfs and mke2fs where they agree.</summary>
internal sealed class FormatOptions
{
    private readonly Option<string> _filesystem = new Option<string>("--fs") { Description = "The filesystem", DefaultValueFactory = static _ => "ext2" }
        .AcceptOnlyFromAmong([.. FilesystemFormats.All.Select(format => format.Name)]);

    private readonly Option<int?> _block = new("--block") { Description = "Bytes of a block; chosen by size without it", HelpName = "BYTES" };
    private readonly Option<int?> _fragment = new("--fragment") { Description = "Bytes of an FFS fragment; an eighth of a block without it", HelpName = "BYTES" };
    private readonly Option<long?> _inodes = new("--inodes") { Description = "How many inodes at least", HelpName = "N" };
    private readonly Option<int?> _minFree = new("--minfree") { Description = "Percent that only root may fill (0)", HelpName = "PERCENT" };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_filesystem, _block, _fragment, _inodes, _minFree])
            command.Add(option);
    }

    /// <exception cref="SmolException">A value does not go with the filesystem.</exception>
    public IFilesystemFormat Read(ParseResult parsed)
    {
        int? fragment = parsed.GetValue(_fragment);
        return FilesystemFormats.Get(parsed.GetValue(_filesystem)!) switch
        {
            Ext2Format when fragment is not null => throw new SmolException("ext2 has no fragments", "--fragment"),
            Ext2Format ext2 => ext2 with
            {
                BlockSize = parsed.GetValue(_block),
                InodeCount = parsed.GetValue(_inodes),
                ReservedPercent = parsed.GetValue(_minFree) ?? 0,
            },
            FfsFormat ffs => ffs with
            {
                BlockSize = parsed.GetValue(_block),
                FragmentSize = fragment,
                InodeCount = parsed.GetValue(_inodes),
                MinFreePercent = parsed.GetValue(_minFree) ?? 0,
            },
            IFilesystemFormat other => other,
        };
    }
}
