using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Guests.NetBsd.Packages;

/// <summary>A package's packing list, <c>+CONTENTS</c>: its files in the order of the archive, and what is to be done with them.</summary>
public sealed class PackingList
{
    private static readonly Dictionary<ByteString, PackingListCommand> Commands = new()
    {
        [ByteString.FromText("cwd")] = PackingListCommand.Directory,
        [ByteString.FromText("cd")] = PackingListCommand.Directory,
        [ByteString.FromText("src")] = PackingListCommand.Source,
        [ByteString.FromText("exec")] = PackingListCommand.Execute,
        [ByteString.FromText("unexec")] = PackingListCommand.ExecuteOnDelete,
        [ByteString.FromText("mode")] = PackingListCommand.Mode,
        [ByteString.FromText("owner")] = PackingListCommand.Owner,
        [ByteString.FromText("group")] = PackingListCommand.Group,
        [ByteString.FromText("comment")] = PackingListCommand.Comment,
        [ByteString.FromText("ignore")] = PackingListCommand.Ignore,
        [ByteString.FromText("name")] = PackingListCommand.Name,
        [ByteString.FromText("display")] = PackingListCommand.Display,
        [ByteString.FromText("pkgdep")] = PackingListCommand.Depends,
        [ByteString.FromText("blddep")] = PackingListCommand.BuiltWith,
        [ByteString.FromText("pkgcfl")] = PackingListCommand.Conflicts,
        [ByteString.FromText("pkgdir")] = PackingListCommand.ManagedDirectory,
        [ByteString.FromText("dirrm")] = PackingListCommand.RemoveDirectory,
        [ByteString.FromText("option")] = PackingListCommand.Option,
    };

    private PackingList(PackageName name, ByteString prefix, List<PackingListLine> lines) => (Name, Prefix, Lines) = (name, prefix, lines);

    /// <summary>The package's name, <c>@name</c>.</summary>
    public PackageName Name { get; }

    /// <summary>Where it is installed, LOCALBASE: the first <c>@cwd</c>, such as <c>/usr/pkg</c>.</summary>
    public ByteString Prefix { get; }

    /// <summary>The lines, without empty ones and those behind <c>@ignore</c>.</summary>
    public IReadOnlyList<PackingListLine> Lines { get; }

    /// <summary>Patterns of what it needs.</summary>
    public IEnumerable<string> Depends => Arguments(PackingListCommand.Depends);

    /// <summary>Patterns of what it conflicts with.</summary>
    public IEnumerable<string> Conflicts => Arguments(PackingListCommand.Conflicts);

    /// <summary>The files, as absolute paths; those in the package's folder of the database begin with a dot.</summary>
    public IEnumerable<ByteString> Files
    {
        get
        {
            ByteString directory = default;
            foreach (PackingListLine line in Lines)
            {
                if (line.Command == PackingListCommand.Directory)
                    directory = ByteString.Copy(line.Argument.Span.TrimEnd((byte)'/'));
                else if (line.Command == PackingListCommand.File)
                    yield return directory.Concat(ByteString.FromText("/")).Concat(line.Argument);
            }
        }
    }

    /// <summary>Reads a list.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="place">What to name in an error.</param>
    /// <exception cref="SmolException">It has no name or prefix, or a command that is not known.</exception>
    public static PackingList Parse(ReadOnlySpan<byte> bytes, string place)
    {
        var lines = new List<PackingListLine>();
        bool isIgnored = false;
        for (int number = 1; !bytes.IsEmpty; number++)
        {
            int end = bytes.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = (end < 0 ? bytes : bytes[..end]).TrimEnd(" \t\r\f\v"u8);
            bytes = end < 0 ? [] : bytes[(end + 1)..];
            if (line.IsEmpty)
                continue;
            PackingListLine read = ParseLine(line, number, place);
            if (!isIgnored && read.Command != PackingListCommand.Ignore)
                lines.Add(read);
            isIgnored = !isIgnored && read.Command == PackingListCommand.Ignore;
        }
        return new(PackageName.Parse(First(lines, PackingListCommand.Name, place).ToString(), place), First(lines, PackingListCommand.Directory, place), lines);
    }

    private static PackingListLine ParseLine(ReadOnlySpan<byte> line, int number, string place)
    {
        if (line[0] != '@')
            return new(PackingListCommand.File, ByteString.Copy(line), number);
        int space = line.IndexOfAny(" \t"u8);
        ReadOnlySpan<byte> word = space < 0 ? line[1..] : line[1..space];
        ReadOnlySpan<byte> argument = space < 0 ? [] : line[space..].TrimStart(" \t"u8);
        return Commands.TryGetValue(ByteString.Copy(word), out PackingListCommand command)
            ? new(command, ByteString.Copy(argument), number)
            : throw new SmolException($"'@{ByteString.Copy(word)}' is no command of packing lists", $"{place}:{number}");
    }

    private static ByteString First(List<PackingListLine> lines, PackingListCommand command, string place)
    {
        foreach (PackingListLine line in lines)
        {
            if (line.Command == command && line.Argument.Length > 0)
                return line.Argument;
        }
        throw new SmolException($"has no @{(command == PackingListCommand.Name ? "name" : "cwd")}", place, "it is not a packing list, or a damaged one");
    }

    private IEnumerable<string> Arguments(PackingListCommand command) =>
        Lines.Where(line => line.Command == command && line.Argument.Length > 0).Select(line => line.Argument.ToString());
}
