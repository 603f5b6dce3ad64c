namespace Smol.Storage.Partitions;

/// <summary>The type GUIDs that smol writes.</summary>
public static class PartitionTypes
{
    /// <summary>NetBSD FFS: <c>GPT_ENT_TYPE_NETBSD_FFS</c> in NetBSD's <c>sys/sys/disklabel_gpt.h</c>.</summary>
    public static readonly Guid NetBsdFfs = new("49f48d5a-b10e-11dc-b99b-0019d1879648");

    /// <summary>Linux filesystem data, which NetBSD takes for ext2: <c>GPT_ENT_TYPE_LINUX_DATA</c>.</summary>
    public static readonly Guid LinuxData = new("0fc63daf-8483-4772-8e79-3d69d8477de4");
}
