using System.Text.Json;
using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>Private networks, with Linux guests under TCG.</summary>
public sealed class NetworkTests : IDisposable
{
    // Serves what it knows, and gets that of the others.
    private const string Rc = """
        #!/bin/sh
        . /etc/include/basicrc
        mkdir -p /tmp/www
        echo "page of $ME" >/tmp/www/index.html
        httpd -p 80 -h /tmp/www
        ip -4 -o addr | while read -r _ card _ address _; do echo "card $card $address"; done
        echo "way out: $(ip route | grep -c default)"
        for peer in $PEERS; do
            until page=$(timeout 5 wget -q -O - "http://$peer/" 2>/dev/null); do sleep 0.2; done
            echo "$peer: $page"
        done
        # With an address of the other network, only the segment keeps them apart.
        [ -z "$STRANGER" ] || ip addr add 10.83.0.99/24 dev eth0
        [ -z "$STRANGER" ] || ! timeout 5 wget -q -O - "http://$STRANGER/" || echo "heard $STRANGER"
        echo "names:$(while read -r _ name _; do printf ' %s' "$name"; done </etc/hosts)."
        echo "smol: ready"
        while :; do sleep 1; done
        """;

    private readonly LinuxGuest _guest = new();

    private SmolProgram Smol => _guest.Smol;

    public void Dispose() => _guest.Dispose();

    [Fact]
    public async Task Machines_reach_each_other_by_name_and_no_machine_of_another_network()
    {
        Oracle.Find("qemu-system-x86_64");
        _guest.Build("peer", Rc);
        Assert.Equal("shop\n", Smol.MustRun("network", "create", "shop"));
        Assert.Equal("back\n", Smol.MustRun("network", "create", "--internal", "--subnet", "192.168.7.0/24", "back"));

        // Each asks for one that comes after it, and the last for the first.
        Run("web", "db", "", "--network", "shop");
        Run("db", "web lone", "", "--network", "shop", "--network", "back");
        Run("lone", "db", "10.83.0.1", "--network", "back");
        foreach (string name in (string[])["web", "db", "lone"])
            await DummyGuest.UntilAsync(() => Smol.MustRun("logs", name).Contains("smol: ready", StringComparison.Ordinal));

        string web = Said("web"), db = Said("db"), lone = Said("lone");
        Assert.Contains("db: page of db\n", web, StringComparison.Ordinal);
        Assert.Contains("web: page of web\n", db, StringComparison.Ordinal);
        Assert.Contains("lone: page of lone\n", db, StringComparison.Ordinal);
        Assert.Contains("db: page of db\n", lone, StringComparison.Ordinal);
        Assert.Contains("names: web db.\n", web, StringComparison.Ordinal);
        Assert.Contains("names: lone db.\n", lone, StringComparison.Ordinal);
        Assert.DoesNotContain("heard", web + db + lone, StringComparison.Ordinal);

        Assert.Contains("card eth0 10.0.2.15/24\ncard eth1 10.83.0.1/24\nway out: 1\n", web, StringComparison.Ordinal);
        Assert.Contains("card eth0 192.168.7.2/24\nway out: 0\n", lone, StringComparison.Ordinal);
        using (JsonDocument networks = JsonDocument.Parse(Smol.MustRun("network", "inspect", "shop")))
            Assert.Equal("db 10.83.0.2/24, web 10.83.0.1/24", string.Join(", ", networks.RootElement[0].GetProperty("machines").EnumerateArray()
                .Select(member => $"{member.GetProperty("machine")} {member.GetProperty("address")}")));

        // None is needed by the others, and the image knows nothing of it.
        Smol.MustRun("rm", "-f", "db");
        Run("new", "web", "", "--network", "shop");
        await DummyGuest.UntilAsync(() => Smol.MustRun("logs", "new").Contains("web: page of web", StringComparison.Ordinal));
    }

    [Fact]
    public void Networks_are_made_listed_and_removed()
    {
        Assert.Equal("NAME   SUBNET   INTERNAL   MACHINES\n", Smol.MustRun("network", "ls"));
        Smol.MustRun("network", "create", "shop");
        Smol.MustRun("network", "create", "back", "--internal");
        Assert.Equal("back\nshop\n", Smol.MustRun("network", "ls", "-q"));
        Assert.Matches(@"(?m)^back +10\.83\.1\.0/24 +yes$", Smol.MustRun("network", "ls"));
        using (JsonDocument networks = JsonDocument.Parse(Smol.MustRun("network", "ls", "--format", "json")))
            Assert.Equal(["back", "shop"], networks.RootElement.EnumerateArray().Select(network => network.GetProperty("name").GetString()));
        Assert.Contains("already", Smol.Run("network", "create", "shop").Errors, StringComparison.Ordinal);
        Assert.Equal("shop\nback\n", Smol.MustRun("network", "rm", "shop", "back"));
        SmolResult gone = Smol.Run("network", "rm", "shop");
        Assert.Equal(1, gone.Code);
        Assert.Contains("no such network", gone.Errors, StringComparison.Ordinal);
    }

    private void Run(string name, string peers, string stranger, params string[] flags) =>
        Smol.MustRun(["run", "-d", "--name", name, "--accel", "tcg", "--env", $"ME={name}", "--env", $"PEERS={peers}", "--env", $"STRANGER={stranger}", .. flags, "peer"]);

    private string Said(string name) => Smol.MustRun("logs", name).Replace("\r", "", StringComparison.Ordinal);
}
