using System.Net.Sockets;

namespace Smol.DummyFirecracker;

/// <summary>
/// Stands in for Firecracker: takes the requests that it would take, refuses what it would refuse, and plays a guest that says hello and
/// echoes its console. The guest finds its habits on the kernel's command line: <c>dummy.exit</c> ends, <c>dummy.ignore-keys</c> passes
/// over Ctrl-Alt-Del, <c>dummy.crash</c> takes the VMM with it.
/// </summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        string? Value(string name) => Array.IndexOf(arguments, name) is >= 0 and var at && at + 1 < arguments.Length ? arguments[at + 1] : null;

        if (Array.IndexOf(arguments, "--") is >= 0 and var end)
            arguments = arguments[..end];
        if (Value("--api-sock") is not { } path || Value("--id") is not { } id || !id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
        {
            Console.Error.WriteLine("Error: ParseArguments(...)");
            return 153;
        }
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        return new Server(listener, new Machine(id)).RunAsync().GetAwaiter().GetResult();
    }
}
