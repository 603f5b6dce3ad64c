using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Smol.Storage;

namespace Smol.Machines.Networks;

/// <summary>A range of IPv4 addresses that begins at a multiple of its size.</summary>
/// <param name="First">Its first address, which no machine has.</param>
/// <param name="Length">How many bits all its addresses have in common.</param>
internal readonly record struct Subnet(uint First, int Length)
{
    // Two machines at least, and no more than a /etc/hosts can hold.
    private const int Shortest = 16;
    private const int Longest = 29;

    // QEMU's user network, this host, multicast and what is behind it (RFC 5735).
    private static readonly Subnet[] Reserved = [new(0x0A000200, 24), new(0, 8), new(0x7F000000, 8), new(0xE0000000, 3)];

    /// <summary>Those that are taken when the user names none: <c>10.83.0.0/24</c> to <c>10.83.255.0/24</c>.</summary>
    public static IEnumerable<Subnet> Pool { get; } = Enumerable.Range(0, 256).Select(number => new Subnet(0x0A530000 + ((uint)number << 8), 24));

    private uint Last => First | (uint.MaxValue >> Length);

    /// <summary>Reads <c>10.83.0.0/24</c>.</summary>
    /// <exception cref="SmolException">It is none, or none that machines can have.</exception>
    public static Subnet Parse(string text)
    {
        string[] parts = text.Split('/');
        if (parts.Length != 2 || parts[0].Count(letter => letter == '.') != 3 || !IPAddress.TryParse(parts[0], out IPAddress? address) || address.AddressFamily != AddressFamily.InterNetwork
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int length) || length is < Shortest or > Longest)
            throw new SmolException("is not a subnet", text, $"it is written as 10.83.0.0/24, with a length from {Shortest} to {Longest}");
        uint value = BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());
        var subnet = new Subnet(value & (uint.MaxValue << (32 - length)), length);
        if (subnet.First != value)
            throw new SmolException("begins in the middle of a subnet", text, $"did you mean {subnet}?");
        return Reserved.Any(subnet.Overlaps) ? throw new SmolException("is in use by every machine", text, "take one of 10.83.0.0/16, 172.16.0.0/12 or 192.168.0.0/16") : subnet;
    }

    /// <summary>Whether they have an address in common.</summary>
    public bool Overlaps(Subnet other) => First <= other.Last && other.First <= Last;

    /// <summary>The addresses that machines can have, as <c>10.83.0.1/24</c>.</summary>
    public IEnumerable<string> Addresses()
    {
        for (uint address = First + 1; address < Last; address++)
            yield return Format(address, Length);
    }

    /// <inheritdoc/>
    public override string ToString() => Format(First, Length);

    private static string Format(uint address, int length) =>
        string.Create(CultureInfo.InvariantCulture, $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}/{length}");
}
