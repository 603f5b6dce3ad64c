using Smol.Storage;
using Smol.Storage.Elf;
using Smol.Storage.FileTrees;

namespace Smol.Building.Minimising;

/// <summary>Reads programs and libraries of a tree, each once.</summary>
internal sealed class ElfObjects
{
    private readonly Dictionary<Node, ElfObject?> _read = new(ReferenceEqualityComparer.Instance);

    /// <summary>What could not be read, as a user is told.</summary>
    public List<string> Malformed { get; } = [];

    /// <summary>A file; null when it is neither a program nor a library.</summary>
    public ElfObject? Read(TreePath path, Node node)
    {
        if (node is not FileNode { Content.Length: >= 4 } file)
            return null;
        if (_read.TryGetValue(node, out ElfObject? known))
            return known;
        ElfObject? read = null;
        Span<byte> magic = stackalloc byte[4];
        file.Content.Read(0, magic);
        if (ElfFile.HasMagic(magic))
            read = Parse(path, file);
        _read.Add(node, read);
        return read;
    }

    private ElfObject? Parse(TreePath path, FileNode file)
    {
        try
        {
            var elf = ElfFile.Read(file.Content, path.ToString());
            return new(elf.Class, elf.Machine, elf.Interpreter, elf.Dynamic);
        }
        catch (SmolException malformed)
        {
            Malformed.Add($"what it needs is not known: {malformed.Message}");
            return null;
        }
    }
}
