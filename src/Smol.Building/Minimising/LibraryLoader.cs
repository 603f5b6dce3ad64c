using Smol.Guests;
using Smol.Storage.FileTrees;

namespace Smol.Building.Minimising;

/// <summary>
/// Finds what a dynamic linker loads for a program, by its rules: breadth first, each name once. NetBSD's looks at the configuration,
/// at <c>DT_RPATH</c> and <c>DT_RUNPATH</c> of who asks, and at what is built in (<c>libexec/ld.elf_so/search.c</c>); glibc's at <c>DT_RUNPATH</c> of who
/// asks, or, without one, at <c>DT_RPATH</c> of all who led to it, and then at the others (ld.so(8)).
/// </summary>
internal sealed class LibraryLoader(TreeRoutes routes, ElfObjects objects, LibraryFolders folders, GuestKind guest)
{
    /// <summary>What is loaded for a program or a library, but for itself.</summary>
    public IEnumerable<LibraryNeed> Load(TreePath path, Node node, ElfObject elf)
    {
        var loaded = new List<LoadedObject> { new(path, node, elf, null) };
        var names = new HashSet<ByteString>(NamesOf(elf));
        // The linker is in the process already.
        if (elf.Interpreter is { } linker && routes.Find(linker, TreePath.Root) is { } route && objects.Read(route.Path, route.Node) is { } found)
            names.UnionWith(NamesOf(found));
        for (int index = 0; index < loaded.Count; index++)
        {
            foreach (ByteString name in loaded[index].Elf.Dynamic.Needed)
            {
                if (!names.Add(name))
                    continue;
                LoadedObject? library = Find(name, loaded[index]);
                yield return new(name, loaded[index].Path, library?.Path);
                if (library is null || loaded.Exists(other => ReferenceEquals(other.Node, library.Node)))
                    continue;
                names.UnionWith(NamesOf(library.Elf));
                loaded.Add(library);
            }
        }
    }

    private static IEnumerable<ByteString> NamesOf(ElfObject elf) => elf.Dynamic.SharedObjectName is { } name ? [name] : [];

    private LoadedObject? Find(ByteString name, LoadedObject by)
    {
        IEnumerable<TreePath> candidates = name.Span.Contains((byte)'/')
            ? Expanded(name, by.Path.Parent)
            : Folders(by).Select(folder => folder.Append(name));
        foreach (TreePath path in candidates)
        {
            if (routes.Find(path) is { } route && objects.Read(route.Path, route.Node) is { } elf && elf.GoesWith(by.Elf))
                return new(path, route.Node, elf, by);
        }
        return null;
    }

    private IEnumerable<TreePath> Folders(LoadedObject by)
    {
        IEnumerable<TreePath> builtIn = folders.BuiltIn(by.Elf.Machine);
        return guest == GuestKind.NetBsd
            ? [.. folders.Configured, .. Split(by.Elf.Dynamic.RPath, by), .. Split(by.Elf.Dynamic.RunPath, by), .. builtIn]
            : [.. Named(by), .. folders.Configured, .. builtIn];
    }

    private IEnumerable<TreePath> Named(LoadedObject by)
    {
        if (by.Elf.Dynamic.RunPath is { } runPath)
            return Split(runPath, by);
        var found = new List<TreePath>();
        for (LoadedObject? next = by; next is not null; next = next.By)
        {
            if (next.Elf.Dynamic.RunPath is null)
                found.AddRange(Split(next.Elf.Dynamic.RPath, next));
        }
        return found;
    }

    private IEnumerable<TreePath> Split(ByteString? folders, LoadedObject of)
    {
        if (folders is not { } text)
            return [];
        TreePath origin = (of.By is null ? routes.Find(of.Path)!.Path : of.Path).Parent;
        var found = new List<TreePath>();
        foreach (Range range in text.Span.Split((byte)':'))
            found.AddRange(Expanded(ByteString.Copy(text.Span[range]), origin));
        return found;
    }

    /// <summary>An absolute path, or one that begins with <c>$ORIGIN</c>, the folder of who names it; none for others.</summary>
    private IEnumerable<TreePath> Expanded(ByteString text, TreePath origin)
    {
        foreach (string word in (string[])["${ORIGIN}", "$ORIGIN"])
        {
            ByteString prefix = ByteString.FromText(word);
            if (text.Span.StartsWith(prefix.Span))
                return Clean(text.Slice(prefix.Length, text.Length - prefix.Length), origin);
        }
        return text.Span.StartsWith("/"u8) ? Clean(text, TreePath.Root) : [];
    }

    /// <summary>The path without <c>..</c>: where a folder's links lead is where it goes up from.</summary>
    private TreePath[] Clean(ByteString text, TreePath from)
    {
        ByteString relative = ByteString.Copy(text.Span.TrimStart((byte)'/'));
        if (TreePath.TryParse(ByteString.FromText("./").Concat(relative).Span, out TreePath plain, out _))
            return [plain.Names().Aggregate(from, (path, name) => path.Append(name))];
        return routes.Find(relative, from) is { } route ? [route.Path] : [];
    }
}
