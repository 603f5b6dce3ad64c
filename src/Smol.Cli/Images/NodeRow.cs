using System.Globalization;
using Smol.Storage.Archives;
using Smol.Storage.FileTrees;

namespace Smol.Cli.Images;

/// <summary>A node as <c>--format json</c> prints it.</summary>
internal sealed record NodeRow(
    string Path, string Kind, string Mode, int Links, uint UserId, uint GroupId, long Size, DateTimeOffset? Modified, long Seconds, int Nanoseconds, uint Flags,
    string? Target, uint? Major, uint? Minor)
{
    public static NodeRow Of(TreePath path, Node node) => new(
        path.ToString(),
        node.Kind.ToString(),
        Convert.ToString(node.Attributes.Permissions, 8).PadLeft(4, '0'),
        NodeText.Links(node),
        node.Attributes.UserId,
        node.Attributes.GroupId,
        NodeText.Length(node),
        (node.Attributes.Modified with { Nanoseconds = 0 }).Date,
        node.Attributes.Modified.Seconds,
        node.Attributes.Modified.Nanoseconds,
        node.Attributes.Flags,
        (node as SymbolicLinkNode)?.Target.ToString(),
        (node as DeviceNode)?.Major,
        (node as DeviceNode)?.Minor);

    /// <summary>The lines of <c>stat</c>.</summary>
    public IEnumerable<string> Lines()
    {
        yield return $"  File: {Path}{(Target is null ? "" : " -> " + Target)}";
        yield return string.Create(CultureInfo.InvariantCulture, $"  Size: {Size}  Kind: {Kind}  Links: {Links}{(Major is null ? "" : $"  Device: {Major}, {Minor}")}");
        yield return string.Create(CultureInfo.InvariantCulture, $"  Mode: {Mode}  Uid: {UserId}  Gid: {GroupId}  Flags: 0x{Flags:x}{(Flags == 0 ? "" : $" ({FileFlags.Format(Flags)})")}");
        yield return string.Create(CultureInfo.InvariantCulture, $"Modify: {new Timestamp(Seconds)}.{Nanoseconds:d9} +0000");
    }
}
