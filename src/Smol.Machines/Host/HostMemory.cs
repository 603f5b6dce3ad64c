using System.Globalization;
using System.Text;

namespace Smol.Machines.Host;

/// <summary>
/// What was found out about this host before, in a file that any run may lose: a line with the boot that it is true for, then a line a
/// program, with tabs between its fields. It is no JSON because each run reads it, and the JSON reader costs 25 ms to start.
/// </summary>
/// <param name="path">The file.</param>
internal sealed class HostMemory(string path)
{
    private const int Fields = 6;

    /// <summary>What is remembered of this boot; nothing when the file is missing, damaged or from another boot.</summary>
    public HostRecord Load(string bootId)
    {
        var record = new HostRecord(bootId, []);
        try
        {
            string[] lines = File.ReadAllLines(path);
            if (lines is [string boot, ..] && boot == bootId)
                foreach (string line in lines.AsSpan(1))
                    Take(record, line.Split('\t'));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // What can be found out again needs no repair.
        }
        return record;
    }

    /// <summary>Remembers; a file that can't be written is no failure of the run.</summary>
    public void Save(HostRecord record)
    {
        string partial = $"{path}.{Guid.NewGuid():N}.partial";
        var text = new StringBuilder().Append(record.BootId).Append('\n');
        foreach ((string program, QemuRecord qemu) in record.Programs)
        {
            string[] fields =
            [
                program, qemu.Size.ToString(CultureInfo.InvariantCulture), qemu.Modified.UtcTicks.ToString(CultureInfo.InvariantCulture), qemu.Version,
                qemu.Finding?.Accelerator.ToString() ?? "", qemu.Finding?.WhyNotFaster ?? "",
            ];
            if (!fields.Any(field => field.AsSpan().ContainsAny('\t', '\n', '\r')))
                text.AppendJoin('\t', fields).Append('\n');
        }
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(partial, text.ToString());
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(partial))
                File.Delete(partial);
        }
    }

    private static void Take(HostRecord record, string[] fields)
    {
        if (fields.Length != Fields || !Version.TryParse(fields[3], out _)
            || !long.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out long size)
            || !long.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out long ticks) || ticks > DateTime.MaxValue.Ticks)
            return;
        Accelerator? accelerator = fields[4] switch
        {
            nameof(Accelerator.Tcg) => Accelerator.Tcg,
            nameof(Accelerator.Kvm) => Accelerator.Kvm,
            nameof(Accelerator.Hvf) => Accelerator.Hvf,
            nameof(Accelerator.Nvmm) => Accelerator.Nvmm,
            _ => null,
        };
        AcceleratorFinding? finding = accelerator is { } found ? new(found, fields[5].Length == 0 ? null : fields[5]) : null;
        record.Programs[fields[0]] = new(size, new DateTimeOffset(ticks, TimeSpan.Zero), fields[3], finding);
    }
}
