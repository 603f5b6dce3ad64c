using System.Net.Sockets;
using System.Text;

namespace Smol.DummyFirecracker;

/// <summary>HTTP, as far as one client at a time needs it.</summary>
internal sealed class Server(Socket listener, Machine machine)
{
    // A dummy that a failed test forgot.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Serves until the machine has ended.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync()
    {
        _ = ServeAsync();
        return await Task.WhenAny(machine.End, Task.Delay(Longest)) == machine.End ? await machine.End : 1;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using Socket client = await listener.AcceptAsync();
            await using var stream = new NetworkStream(client);
            try
            {
                while (await ReadHeadAsync(stream) is { Length: > 0 } head)
                    await AnswerAsync(stream, head);
            }
            catch (IOException)
            {
                // Who asked has gone.
            }
        }
    }

    private async Task AnswerAsync(NetworkStream stream, string head)
    {
        string[] lines = head.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        string[] request = lines[0].Split(' ');
        string Header(string name) => lines.FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim() ?? "";
        var body = new byte[int.TryParse(Header("Content-Length"), out int length) ? length : 0];
        await stream.ReadExactlyAsync(body);
        string text = Encoding.UTF8.GetString(body);
        bool isJson = body.Length == 0 || Header("Content-Type") == "application/json";
        (int status, string answer) = isJson ? machine.Do(request[0], request[1], text) : (400, """{"fault_message":"not JSON"}""");
        string content = answer.Length == 0 ? "" : $"Content-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(answer)}\r\n";
        // At once: who has read all of it may be gone.
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"HTTP/1.1 {status} \r\nServer: Firecracker API\r\nConnection: keep-alive\r\n{content}\r\n{answer}"));
        machine.Begin();
    }

    private static async Task<string> ReadHeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one) == 1)
            head.Append((char)one[0]);
        return head.ToString();
    }
}
