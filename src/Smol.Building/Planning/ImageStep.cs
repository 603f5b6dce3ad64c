namespace Smol.Building.Planning;

/// <summary>The tree is written as a disk image.</summary>
/// <param name="Name">The image's name in the store, or its file.</param>
/// <param name="Partition">The name of its partition.</param>
/// <param name="Filesystem">The filesystem there.</param>
/// <param name="MountOptions">How the guest mounts it.</param>
/// <param name="Size">How large the filesystem is, in words.</param>
public sealed record ImageStep(string Name, string Partition, string Filesystem, string MountOptions, string Size) : PlanStep
{
    /// <inheritdoc/>
    public override IEnumerable<PlanRow> Rows() => [new("image", Name, $"partition {Partition}, {Filesystem}, mounted {MountOptions}, {Size}")];
}
