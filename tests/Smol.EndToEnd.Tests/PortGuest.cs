using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>A NetBSD machine under QEMU itself, with one virtio port, which is ours.</summary>
internal sealed class PortGuest : IAsyncDisposable
{
    private readonly Scratch _scratch = new();
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly Process _qemu;
    private Socket? _port;

    /// <summary>Starts it from an image of the store.</summary>
    public PortGuest(SmolProgram smol, string kernel, string service)
    {
        string image = Directory.GetFiles(Path.Combine(smol.Home, "images", "blobs"), "*.img").Single();
        _listener.Bind(new UnixDomainSocketEndPoint(_scratch["port"]));
        _listener.Listen();
        string[] arguments =
        [
            "-nodefaults", "-M", "microvm,rtc=on,acpi=off,pic=off,x-option-roms=off", "-accel", "tcg", "-cpu", "qemu64,+rdrand", "-m", "256",
            "-display", "none", "-no-reboot", "-global", "virtio-mmio.force-legacy=false", "-device", "virtio-rng-device",
            "-kernel", kernel, "-append", $"console=com root=NAME={service}root -z", "-serial", "stdio",
            "-drive", $"if=none,id=disk0,file={image},format=raw,snapshot=on", "-device", "virtio-blk-device,drive=disk0",
            "-chardev", $"socket,id=port0,path={_scratch["port"]}", "-device", "virtio-serial-device,max_ports=1", "-device", "virtconsole,chardev=port0",
        ];
        _qemu = Process.Start(new ProcessStartInfo(Oracle.Find("qemu-system-x86_64"), arguments) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }

    /// <summary>Reads its console until the service is ready.</summary>
    public async Task WaitUntilReadyAsync(TimeSpan patience)
    {
        _port = await _listener.AcceptAsync().WaitAsync(patience);
        var said = new StringBuilder();
        while (!said.ToString().Contains("smol: ready", StringComparison.Ordinal))
            said.AppendLine(await _qemu.StandardOutput.ReadLineAsync().WaitAsync(patience) ?? throw new InvalidOperationException("the machine ended: " + said));
    }

    /// <summary>Says something to the port, and reads as many bytes of the answer.</summary>
    public async Task<string> AskAsync(string text, int length, TimeSpan patience)
    {
        await _port!.SendAsync(Encoding.UTF8.GetBytes(text));
        var answer = new byte[length];
        for (int count = 0; count < length;)
        {
            int read = await _port.ReceiveAsync(answer.AsMemory(count)).AsTask().WaitAsync(patience);
            Assert.True(read > 0, "the port closed");
            count += read;
        }
        return Encoding.UTF8.GetString(answer);
    }

    public async ValueTask DisposeAsync()
    {
        _qemu.Kill();
        await _qemu.WaitForExitAsync();
        _qemu.Dispose();
        _port?.Dispose();
        _listener.Dispose();
        _scratch.Dispose();
    }
}
