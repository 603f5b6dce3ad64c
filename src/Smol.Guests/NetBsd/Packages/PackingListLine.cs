using Smol.Storage.FileTrees;

namespace Smol.Guests.NetBsd.Packages;

/// <summary>A line of a packing list.</summary>
/// <param name="Command">What it says.</param>
/// <param name="Argument">Of what; empty where there is nothing. Bytes, since file names are.</param>
/// <param name="Number">Which line, from 1 on.</param>
public readonly record struct PackingListLine(PackingListCommand Command, ByteString Argument, int Number);
