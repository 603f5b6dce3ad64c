namespace Smol.Storage.FileTrees;

/// <summary>What every node has besides its content: permissions, owner and time.</summary>
/// <param name="Permissions">The low twelve bits of <c>st_mode</c>: set-id, sticky, read, write, execute.</param>
/// <param name="UserId">Owner.</param>
/// <param name="GroupId">Group.</param>
/// <param name="Modified">Time of last modification.</param>
public readonly record struct NodeAttributes(ushort Permissions, uint UserId, uint GroupId, Timestamp Modified)
{
    /// <summary>BSD file flags, <c>st_flags</c> (<c>sys/stat.h</c>: UF_*, SF_*); 0 where there are none.</summary>
    public uint Flags { get; init; }
}
