using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Guests.NetBsd.Packages;

/// <summary>Makes the commands that a package leaves to a running NetBSD.</summary>
/// <param name="package">The package.</param>
/// <param name="prefix">Where it is installed.</param>
/// <param name="database">The package database's folder.</param>
internal sealed class DeferredCommands(PackageName package, ByteString prefix, TreePath database)
{
    /// <summary>A run of <c>+INSTALL</c> (pkg_install's <c>add/perform.c</c>: <c>run_install_script</c>).</summary>
    /// <param name="kind">Before or after the files are there.</param>
    public DeferredCommand Script(DeferredCommandKind kind)
    {
        string folder = $"{database}/{package}";
        string argument = kind == DeferredCommandKind.PreInstall ? "PRE-INSTALL" : "POST-INSTALL";
        return new(kind, package, Join(
            "cd ", Quote(folder), " && env PKG_PREFIX=", ShellQuoting.Quote(prefix), " PKG_METADATA_DIR=", Quote(folder),
            " PKG_REFCOUNT_DBDIR=", Quote($"{database}.refcount"), " ./+INSTALL ", Quote(package.Full), $" {argument}"));
    }

    /// <summary>An <c>@exec</c>, its <c>%</c> sequences expanded (pkg_create(1); pkg_install's <c>lib/file.c</c>: <c>format_cmd</c>).</summary>
    /// <param name="command">The command as it is written.</param>
    /// <param name="directory">The current directory of the packing list.</param>
    /// <param name="last">The last file as it is written there, if there was one.</param>
    /// <exception cref="SmolException">It wants the last file, and there was none.</exception>
    public DeferredCommand Execute(ByteString command, ByteString directory, ByteString? last)
    {
        var line = new List<byte>();
        ReadOnlySpan<byte> text = command.Span;
        for (int at = 0; at < text.Length; at++)
        {
            if (text[at] != '%' || at + 1 == text.Length)
                line.Add(text[at]);
            else
                line.AddRange(Expand(text[++at], directory, last).Span);
        }
        return new(DeferredCommandKind.Execute, package, Join("cd ", ShellQuoting.Quote(prefix), " && ", ByteString.Copy([.. line])));
    }

    private static ByteString Expand(byte letter, ByteString directory, ByteString? last)
    {
        if (letter == 'D')
            return ShellQuoting.Quote(directory);
        if (letter is not ((byte)'F' or (byte)'B' or (byte)'f'))
            return ByteString.Copy([(byte)'%', letter]);
        ByteString file = last ?? throw new SmolException($"@exec has %{(char)letter}, and there is no file before it");
        ByteString whole = Join(directory, "/", file);
        int slash = whole.Span.LastIndexOf((byte)'/');
        return ShellQuoting.Quote(letter switch
        {
            (byte)'F' => file,
            (byte)'B' => whole.Slice(0, slash),
            _ => whole.Slice(slash + 1, whole.Length - slash - 1),
        });
    }

    private static ByteString Quote(string text) => ShellQuoting.Quote(ByteString.FromText(text));

    private static ByteString Join(params ReadOnlySpan<Part> parts)
    {
        var joined = new List<byte>();
        foreach (Part part in parts)
            joined.AddRange(part.Bytes.Span);
        return ByteString.Copy([.. joined]);
    }

    private readonly record struct Part(ByteString Bytes)
    {
        public static implicit operator Part(string text) => new(ByteString.FromText(text));

        public static implicit operator Part(ByteString bytes) => new(bytes);
    }
}
