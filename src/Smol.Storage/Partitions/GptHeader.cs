using System.Runtime.InteropServices;

namespace Smol.Storage.Partitions;

/// <summary>The header of a GPT as it is on the disk (UEFI 2.10, 5.3.2), little-endian as every host of smol is.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 4)]
internal struct GptHeader
{
    public const int Size = 92;
    public const ulong ExpectedSignature = 0x5452415020494645; // "EFI PART"
    public const uint ExpectedRevision = 0x0001_0000;

    public ulong Signature;
    public uint Revision;
    public uint HeaderSize;
    public uint HeaderChecksum;
    public uint Reserved;
    public ulong OwnSector;
    public ulong OtherSector;
    public ulong FirstUsableSector;
    public ulong LastUsableSector;
    public Guid DiskId;
    public ulong EntriesSector;
    public uint EntryCount;
    public uint EntrySize;
    public uint EntriesChecksum;
}
