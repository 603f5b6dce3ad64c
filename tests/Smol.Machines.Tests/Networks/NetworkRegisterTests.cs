using Smol.Machines.Networks;
using Smol.Storage;

namespace Smol.Machines.Tests.Networks;

public sealed class NetworkRegisterTests : IAsyncDisposable
{
    private readonly MachineRoom _room = new();
    private readonly NetworkRegister _networks;

    public NetworkRegisterTests() => _networks = new(_room.Options);

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact]
    public void Networks_have_a_segment_and_addresses_of_their_own()
    {
        Network shop = _networks.Create("shop", null, isInternal: false);
        Network back = _networks.Create("back", null, isInternal: true);
        Network own = _networks.Create("own", "10.83.2.0/23", isInternal: false);
        Network next = _networks.Create("next", null, isInternal: false);
        Assert.Equal(["10.83.0.0/24", "10.83.1.0/24", "10.83.2.0/23", "10.83.4.0/24"], [shop.Subnet, back.Subnet, own.Subnet, next.Subnet]);
        Assert.Equal(4, new[] { shop, back, own, next }.Select(network => network.Segment).Distinct().Count());
        Assert.Matches(@"^239\.255\.\d+\.\d+:\d{5}$", shop.Segment);
        Assert.Equal([back, next, own, shop], new NetworkRegister(_room.Options).List());
    }

    [Fact]
    public void What_can_not_be_made_is_said()
    {
        _networks.Create("shop", null, isInternal: false);
        Assert.Contains("already", Assert.Throws<SmolException>(() => _networks.Create("shop", null, false)).Problem);
        Assert.Contains("of the network shop", Assert.Throws<SmolException>(() => _networks.Create("other", "10.83.0.128/25", false)).Problem);
        foreach (string name in (string[])["host", "none", "default", "bridge", "Shop", "../x", ""])
            Assert.Throws<SmolException>(() => _networks.Create(name, null, false));
        Assert.Contains("there are: shop", Assert.Throws<SmolException>(() => _networks.Get("shob")).Hint);
        Assert.Single(_networks.List());
    }

    [Fact]
    public async Task A_machine_keeps_its_address_and_its_network()
    {
        _networks.Create("shop", "192.168.7.0/29", isInternal: false);
        MachineSpec spec = _room.Spec("dummy.ready") with { Networks = [new("shop")] };
        string[] names = ["a", "b", "c", "d", "e", "f"];
        // All at once, and each has an address of its own.
        await Task.WhenAll(names.Select(name => Task.Run(() => _room.Host.RunDetachedAsync(spec with { Name = name }, CancellationToken.None))));
        IReadOnlyList<NetworkMember> members = _networks.Members("shop");
        Assert.Equal(names, members.Select(member => member.Machine));
        Assert.Equal(6, members.Select(member => member.Address).Distinct().Count());
        Assert.Contains("is full", (await Assert.ThrowsAsync<SmolException>(() => _room.Host.RunDetachedAsync(spec, CancellationToken.None))).Problem);
        Assert.Contains("in use by a, b", Assert.Throws<SmolException>(() => _networks.Remove("shop")).Problem);

        await _room.Host.RestartAsync("b", TimeSpan.FromSeconds(5), CancellationToken.None);
        Assert.Equal(members, _networks.Members("shop"));
        await _room.Host.RemoveAsync("c", isForced: true, CancellationToken.None);
        MachineStatus heir = await _room.Host.RunDetachedAsync(spec with { Name = "g" }, CancellationToken.None);
        Assert.Equal(members[2].Address, heir.Spec.Networks[0].Address);
        foreach (string name in (string[])["a", "b", "d", "e", "f", "g"])
            await _room.Host.RemoveAsync(name, isForced: true, CancellationToken.None);
        _networks.Remove("shop");
        Assert.Empty(_networks.List());
    }

    [Fact]
    public async Task A_machine_knows_those_that_are_there_and_they_hear_of_it()
    {
        _networks.Create("shop", null, isInternal: false);
        _networks.Create("back", null, isInternal: true);
        MachineStatus web = await Start("web", "shop");
        MachineStatus db = await Start("db", "back", "shop");
        MachineStatus alone = await Start("alone");
        Assert.Contains("name=opt/org.smolbsd.var.SMOL_HOSTS,string=10.83.0.1 web", web.Command);
        Assert.Contains("name=opt/org.smolbsd.var.SMOL_HOSTS,string=10.83.1.1 db 10.83.0.2 db 10.83.0.1 web", db.Command);
        Assert.DoesNotContain(alone.Command, word => word.Contains("SMOL_HOSTS", StringComparison.Ordinal));
        await MachineRoom.UntilAsync(() => Heard("web").Contains("HOST db 10.83.0.2", StringComparison.Ordinal));
        await _room.Host.RestartAsync("web", TimeSpan.FromSeconds(5), CancellationToken.None);
        await MachineRoom.UntilAsync(() => Heard("db").Contains("HOST web 10.83.0.1", StringComparison.Ordinal));
        Assert.DoesNotContain("HOST", Heard("alone"), StringComparison.Ordinal);

        Task<MachineStatus> Start(string name, params string[] networks) =>
            _room.StartReadyAsync(spec => spec with { Name = name, Networks = [.. networks.Select(network => new NetworkPlace(network))] });
    }

    /// <summary>The dummy's guest says on its console what it hears.</summary>
    private string Heard(string name) => _room.Log(name);
}
