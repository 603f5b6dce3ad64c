namespace Smol.Storage.FileTrees;

/// <summary>A block or character device. How the numbers are packed is the business of each filesystem and guest.</summary>
public sealed class DeviceNode : Node
{
    /// <param name="attributes">Permissions, owner, time.</param>
    /// <param name="kind"><see cref="NodeKind.BlockDevice"/> or <see cref="NodeKind.CharacterDevice"/>.</param>
    /// <param name="major">Which driver.</param>
    /// <param name="minor">Which unit.</param>
    public DeviceNode(NodeAttributes attributes, NodeKind kind, uint major, uint minor)
        : base(attributes)
    {
        if (kind is not (NodeKind.BlockDevice or NodeKind.CharacterDevice))
            throw new ArgumentOutOfRangeException(nameof(kind));
        Kind = kind;
        Major = major;
        Minor = minor;
    }

    /// <inheritdoc/>
    public override NodeKind Kind { get; }

    /// <summary>Which driver.</summary>
    public uint Major { get; }

    /// <summary>Which unit.</summary>
    public uint Minor { get; }
}
