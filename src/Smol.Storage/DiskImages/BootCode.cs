namespace Smol.Storage.DiskImages;

/// <summary>What a BIOS starts of a disk image.</summary>
/// <param name="Mbr">The code of the MBR, which finds the partition and starts it: at most <see cref="Partitions.GptTable.MostBootCode"/> bytes.</param>
/// <param name="Partition">What stands at the partition's start, before its filesystem: at most <see cref="IFilesystemFormat.BootAreaLength"/> bytes.</param>
public sealed record BootCode(ReadOnlyMemory<byte> Mbr, ReadOnlyMemory<byte> Partition);
