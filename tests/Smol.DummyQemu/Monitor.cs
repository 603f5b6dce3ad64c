using System.Net.Sockets;
using System.Text;

namespace Smol.DummyQemu;

/// <summary>The dummy's QMP: one client at a time, with an event in between.</summary>
internal static class Monitor
{
    public static async Task ServeAsync(Socket listener, Arguments arguments, Guest guest, TaskCompletionSource end)
    {
        while (true)
        {
            using Socket connection = await listener.AcceptAsync();
            using var stream = new NetworkStream(connection);
            using var reader = new StreamReader(stream);
            await SayAsync(stream, """{"QMP": {"version": {"qemu": {"micro": 99, "minor": 2, "major": 7}, "package": "dummy"}, "capabilities": []}}""");
            while (await reader.ReadLineAsync() is { } line)
            {
                await SayAsync(stream, """{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "NIC_RX_FILTER_CHANGED"}""");
                await SayAsync(stream, Answer(line, arguments));
                if (line.Contains("\"cont\"", StringComparison.Ordinal))
                    guest.Begin();
                bool ends = (line.Contains("\"quit\"", StringComparison.Ordinal) && arguments.Dummy("ignore-quit") is null)
                    || (line.Contains("\"system_powerdown\"", StringComparison.Ordinal) && arguments.Dummy("button") is not null);
                if (ends)
                    end.TrySetResult();
            }
        }
    }

    private static string Answer(string line, Arguments arguments)
    {
        if (line.Contains("query-status", StringComparison.Ordinal))
            return """{"return": {"status": "running", "singlestep": false, "running": true}}""";
        if (line.Contains("query-blockstats", StringComparison.Ordinal))
            return """{"return": [{"stats": {"rd_bytes": 4096, "wr_bytes": 512}}, {"stats": {"rd_bytes": 1, "wr_bytes": 2}}]}""";
        if (line.Contains("query-cpus-fast", StringComparison.Ordinal))
            return $$"""{"return": [{"cpu-index": 0, "thread-id": {{Environment.ProcessId}}}]}""";
        return line.Contains("\"cont\"", StringComparison.Ordinal) && arguments.Dummy("refuse-cont") is not null
            ? """{"error": {"class": "GenericError", "desc": "not today"}}"""
            : """{"return": {}}""";
    }

    private static async Task SayAsync(NetworkStream stream, string line) => await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"));
}
