using System.Net;

namespace Smol.Fetching.Http;

/// <summary>
/// Hosts that are reached without a proxy, as in <c>NO_PROXY</c> of curl(1): names (with all that is below them), addresses, networks
/// such as <c>192.168.0.0/16</c>, or <c>*</c> for all.
/// </summary>
internal sealed class ProxyExceptions
{
    private readonly List<IPNetwork> _networks = [];
    private readonly List<string> _names = [];
    private readonly bool _areAll;

    /// <param name="list">Divided by commas or blanks.</param>
    public ProxyExceptions(string list)
    {
        foreach (string entry in list.Split([',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            string bare = entry.Trim('[', ']');
            if (entry == "*")
                _areAll = true;
            else if (IPAddress.TryParse(bare, out IPAddress? address))
                _networks.Add(new(address, address.GetAddressBytes().Length * 8));
            else if (IPNetwork.TryParse(bare, out IPNetwork network))
                _networks.Add(network);
            else if (entry.Trim('.') is { Length: > 0 } name)
                _names.Add(name);
        }
    }

    /// <summary>Whether a host is one of them.</summary>
    /// <param name="host">A name or an address.</param>
    public bool Contain(string host)
    {
        if (_areAll)
            return true;
        if (IPAddress.TryParse(host.Trim('[', ']'), out IPAddress? address))
            return _networks.Exists(network => network.Contains(address));
        string name = host.TrimEnd('.');
        return _names.Exists(known => name.EndsWith(known, StringComparison.OrdinalIgnoreCase)
            && (name.Length == known.Length || name[name.Length - known.Length - 1] == '.'));
    }
}
