namespace Smol.Machines.Firecracker;

/// <summary>One request to Firecracker's API (src/firecracker/swagger/firecracker.yaml).</summary>
/// <param name="Method"><c>PUT</c> or <c>PATCH</c>.</param>
/// <param name="Path">Its path.</param>
/// <param name="Body">Its JSON.</param>
public sealed record FirecrackerRequest(string Method, string Path, string Body)
{
    /// <summary>As a line.</summary>
    public override string ToString() => $"{Method} {Path} {Body}";
}
