using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Smol.Fetching.Locks;
using Smol.Machines.State;
using Smol.Storage;

namespace Smol.Machines.Networks;

/// <summary>The networks of one user: a file each. Who is on one, with what address, is told by the machines' own records.</summary>
public sealed class NetworkRegister
{
    private const string Extension = ".json";

    // Below what Linux gives to programs that ask for any port (ip_local_port_range).
    private const int LowestPort = 16384;
    private const int HighestPort = 32767;

    private readonly MachineHostOptions _options;
    private readonly MachineFolders _machines;

    /// <summary>The networks beside the folder of the machines.</summary>
    /// <param name="options">Where things are.</param>
    public NetworkRegister(MachineHostOptions options)
        : this(options, new MachineFolders(options.Folder, options.ShortFolder, options.Processes, options.Time))
    {
    }

    internal NetworkRegister(MachineHostOptions options, MachineFolders machines)
    {
        _options = options;
        _machines = machines;
    }

    /// <summary>All networks, by name.</summary>
    /// <exception cref="SmolException">The record of one is damaged.</exception>
    public IReadOnlyList<Network> List() => [.. Names().Select(Find).OfType<Network>()];

    /// <summary>The network of that name.</summary>
    /// <exception cref="SmolException">There is none; the hint names those that there are.</exception>
    public Network Get(string name)
    {
        NetworkName.Check(name);
        if (Find(name) is { } network)
            return network;
        string[] names = [.. Names()];
        throw new SmolException("no such network", name, $"'smol network create {name}' makes it" + (names.Length == 0 ? "" : "; there are: " + string.Join(", ", names)));
    }

    /// <summary>The machines on a network, by name.</summary>
    public IReadOnlyList<NetworkMember> Members(string network) =>
        [.. _machines.Specs().SelectMany(spec => spec.Networks.Where(place => place.Network == network && place.Address is not null).Select(place => new NetworkMember(spec.Name!, place.Address!)))];

    /// <summary>Makes a network.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="subnet">The addresses of its machines, as <c>10.83.0.0/24</c>; null takes some that no other network has.</param>
    /// <param name="isInternal">Whether its machines have no way out.</param>
    /// <exception cref="SmolException">The name or the addresses are taken, or can't be.</exception>
    public Network Create(string name, string? subnet, bool isInternal)
    {
        NetworkName.Check(name);
        using FileLock held = Lock();
        IReadOnlyList<Network> others = List();
        if (others.Any(other => other.Name == name))
            throw new SmolException("there is a network of that name already", name, "choose another name, or remove it with 'smol network rm'");
        var network = new Network(name, Choose(subnet, others).ToString(), ChooseSegment(others), isInternal, _options.Time.GetUtcNow());
        RecordFile.Write(PathOf(name), JsonSerializer.SerializeToUtf8Bytes(network, NetworkJson.Default.Network));
        return network;
    }

    /// <summary>Removes a network.</summary>
    /// <exception cref="SmolException">There is none, or machines are on it.</exception>
    public void Remove(string name)
    {
        using FileLock held = Lock();
        Get(name);
        string[] users = [.. Members(name).Select(member => member.Machine)];
        if (users.Length > 0)
            throw new SmolException($"is in use by {string.Join(", ", users)}", name, "remove these machines first, with 'smol rm'");
        File.Delete(PathOf(name));
    }

    /// <summary>Keeps all others from changing networks, and from giving addresses to machines.</summary>
    internal FileLock Lock()
    {
        Directory.CreateDirectory(_options.NetworksFolder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return FileLock.Take(Path.Combine(_options.NetworksFolder, ".lock"), _options.Patience.Lock, _options.Time);
    }

    /// <summary>Gives a machine an address on each of its networks; whoever creates it has the lock.</summary>
    /// <exception cref="SmolException">A network is not there, or full.</exception>
    internal MachineSpec Place(MachineSpec spec) => spec with { Networks = [.. spec.Networks.Select(place => Place(Get(place.Network)))] };

    private NetworkPlace Place(Network network)
    {
        var taken = Members(network.Name).Select(member => member.Address).ToHashSet();
        string address = Subnet.Parse(network.Subnet).Addresses().FirstOrDefault(address => !taken.Contains(address))
            ?? throw new SmolException($"is full: {taken.Count} machines have all addresses of {network.Subnet}", network.Name, "remove machines, or make a larger one with 'smol network create --subnet'");
        return new(network.Name, address, network.Segment);
    }

    private static Subnet Choose(string? wanted, IReadOnlyList<Network> others)
    {
        if (wanted is null)
            return Subnet.Pool.Where(candidate => others.All(other => !Subnet.Parse(other.Subnet).Overlaps(candidate))).Select(candidate => (Subnet?)candidate).FirstOrDefault()
                ?? throw new SmolException("there are no addresses left for another network", hint: "name some with '--subnet', or remove networks with 'smol network rm'");
        Subnet subnet = Subnet.Parse(wanted);
        return others.FirstOrDefault(other => Subnet.Parse(other.Subnet).Overlaps(subnet)) is { } other
            ? throw new SmolException($"overlaps with {other.Subnet} of the network {other.Name}", wanted)
            : subnet;
    }

    /// <summary>One of 2^30, so that other users' networks, who choose in the same way, are elsewhere; 239.255.0.0/16 stays on a site (RFC 2365).</summary>
    private static string ChooseSegment(IReadOnlyList<Network> others)
    {
        while (true)
        {
            int port = RandomNumberGenerator.GetInt32(LowestPort, HighestPort + 1);
            string segment = string.Create(CultureInfo.InvariantCulture, $"239.255.{RandomNumberGenerator.GetInt32(256)}.{RandomNumberGenerator.GetInt32(256)}:{port}");
            if (others.All(other => other.Segment != segment))
                return segment;
        }
    }

    private Network? Find(string name) => RecordFile.Read(PathOf(name), text => JsonSerializer.Deserialize(text.Span, NetworkJson.Default.Network), "remove the file, and make the network again");

    private IEnumerable<string> Names() => !Directory.Exists(_options.NetworksFolder)
        ? []
        : Directory.EnumerateFiles(_options.NetworksFolder, "*" + Extension).Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    private string PathOf(string name) => Path.Combine(_options.NetworksFolder, name + Extension);
}
