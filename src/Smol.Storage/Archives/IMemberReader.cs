namespace Smol.Storage.Archives;

/// <summary>Gives the members of an archive, one by one, in the archive's order.</summary>
public interface IMemberReader
{
    /// <summary>What errors call the archive.</summary>
    string ArchiveName { get; }

    /// <summary>Reads the next member.</summary>
    /// <param name="member">The member, when there is one.</param>
    /// <returns>False at the end.</returns>
    /// <exception cref="SmolException">The archive can't be read, or is damaged.</exception>
    bool TryRead(out TarMember member);
}
