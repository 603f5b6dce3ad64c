using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Smol.Storage.Partitions;

/// <summary>A partition's entry as it is on the disk (UEFI 2.10, 5.3.3).</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct GptEntry
{
    public const int Size = 128;

    public Guid Type;
    public Guid Id;
    public ulong FirstSector;
    public ulong LastSector;
    public ulong Attributes;
    public NameUnits Name;

    /// <summary>UTF-16LE, filled up with zeros.</summary>
    [InlineArray(GptPartition.MostNameUnits)]
    public struct NameUnits
    {
        private char _first;
    }

    public GptEntry(GptPartition partition)
    {
        Type = partition.Type;
        Id = partition.Id;
        FirstSector = (ulong)partition.FirstSector;
        LastSector = (ulong)partition.LastSector;
        Attributes = (ulong)partition.Attributes;
        partition.Name.CopyTo(Name);
    }

    public readonly GptPartition ToPartition()
    {
        ReadOnlySpan<char> name = Name;
        int end = name.IndexOf('\0');
        return new(Type, Id, (long)FirstSector, (long)LastSector, (GptAttributes)Attributes, new(end < 0 ? name : name[..end]));
    }
}
