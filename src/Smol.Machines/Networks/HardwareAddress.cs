using System.Globalization;
using System.Net;

namespace Smol.Machines.Networks;

/// <summary>
/// The hardware address of a machine on a network. It tells the guest its address there, with no need for anything but a network driver:
/// <c>5a</c> (an address that is locally administered, IEEE 802), the length of the subnet, and the four bytes of the address.
/// </summary>
internal static class HardwareAddress
{
    /// <summary>That of <c>10.83.0.1/24</c> is <c>5a:18:0a:53:00:01</c>.</summary>
    public static string Of(string address)
    {
        string[] parts = address.Split('/');
        byte length = byte.Parse(parts[1], CultureInfo.InvariantCulture);
        return string.Join(':', ((byte[])[0x5A, length, .. IPAddress.Parse(parts[0]).GetAddressBytes()]).Select(value => value.ToString("x2", CultureInfo.InvariantCulture)));
    }
}
