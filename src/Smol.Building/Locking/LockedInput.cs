namespace Smol.Building.Locking;

/// <summary>One input as a lock file has it.</summary>
/// <param name="Kind"><c>kernel</c>, <c>package</c>, <c>script</c> or <c>set</c>.</param>
/// <param name="Name">Its name below its architecture, such as <c>amd64/base.tar.xz</c>.</param>
/// <param name="Size">Its length in bytes, as it was fetched.</param>
/// <param name="Sha256">The SHA-256 of these bytes, in lower-case hexadecimal.</param>
/// <param name="Source">Where it was fetched from; null for a file of the host.</param>
public sealed record LockedInput(string Kind, string Name, long Size, string Sha256, Uri? Source)
{
    /// <summary>The kind of sets.</summary>
    public const string Set = "set";

    /// <summary>The kind of NetBSD packages.</summary>
    public const string Package = "package";

    /// <summary>The kind of kernels.</summary>
    public const string Kernel = "kernel";

    /// <summary>The kind of the script that <c>CURLSH</c> names.</summary>
    public const string Script = "script";

    /// <summary>Its kind and name, which say which input it is.</summary>
    public string Key => $"{Kind} {Name}";
}
