using System.Net;
using System.Net.Sockets;
using Smol.Machines.Ports;
using Smol.Machines.Timing;

namespace Smol.Machines.Tests.Timing;

public sealed class PortProbeTests
{
    private static CancellationToken Never => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connection_that_is_taken_and_closed_is_no_answer_and_a_byte_is()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Task answer = PortProbe.WaitAsync((IPEndPoint)listener.LocalEndpoint, TimeProvider.System, Never);
        // As QEMU does for a guest that does not listen yet; and one that is left open.
        (await listener.AcceptSocketAsync(Never)).Dispose();
        using Socket open = await listener.AcceptSocketAsync(Never);
        using Socket last = await listener.AcceptSocketAsync(Never);
        Assert.False(answer.IsCompleted);
        await last.SendAsync("x"u8.ToArray(), Never);
        await answer.WaitAsync(TimeSpan.FromSeconds(30), Never);
    }

    [Fact]
    public async Task It_can_be_given_up_and_a_port_on_every_address_is_asked_on_the_loopback()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        IPEndPoint nobody = PortProbe.EndPointOf(PortForward.Parse("tcp:0.0.0.0:1-:80"));
        Assert.Equal(IPAddress.Loopback, nobody.Address);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => PortProbe.WaitAsync(nobody, TimeProvider.System, stop.Token));
    }
}
