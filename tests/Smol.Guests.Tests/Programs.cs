using System.Text;
using Smol.Storage.FileTrees;
using Smol.Storage.Tests.Elf;

namespace Smol.Guests.Tests;

/// <summary>Small ELF files that say what real ones say.</summary>
internal static class Programs
{
    private const ushort Executable = 2;
    private const ushort Relocatable = 1;
    private const ushort X86_64 = 62;
    private const uint NoteSegment = 4;
    private const uint InterpreterSegment = 3;
    private const uint ProgramBits = 1;
    private const uint NoteSection = 7;

    /// <summary>As NetBSD's linker marks them.</summary>
    public static byte[] NetBsd { get; } = WithNote(builder => builder.Note("NetBSD", 1, builder.Int(1_100_000_000)));

    /// <summary>As glibc's start files mark them.</summary>
    public static byte[] Linux { get; } = WithNote(builder => builder.Note("GNU", 1, [.. builder.Int(0), .. builder.Int(3), .. builder.Int(2), .. builder.Int(0)]));

    /// <summary>The GNU ABI tag of a system that is not Linux (GNU/Hurd).</summary>
    public static byte[] Hurd { get; } = WithNote(builder => builder.Note("GNU", 1, [.. builder.Int(1), .. builder.Int(0), .. builder.Int(0), .. builder.Int(0)]));

    /// <summary>Without any mark.</summary>
    public static byte[] Unmarked { get; } = New().Add(".text", ProgramBits, [1]).Build(Executable, X86_64, 0);

    /// <summary>For a dynamic linker, without any other mark.</summary>
    public static byte[] WithLinker(string path) =>
        New().Add(".interp", ProgramBits, [.. Encoding.ASCII.GetBytes(path), 0], InterpreterSegment).Build(Executable, X86_64, 0);

    /// <summary>A kernel module that needs others.</summary>
    public static byte[] Module(string name, params string[] needs) =>
        New().Add(".modinfo", ProgramBits, Encoding.ASCII.GetBytes($"license=GPL\0depends={string.Join(',', needs)}\0name={name}\0")).Build(Relocatable, X86_64, 0);

    /// <summary>A kernel with a symbol.</summary>
    public static byte[] KernelWith(string symbol)
    {
        ElfBuilder builder = New();
        byte[] symbols = [.. new byte[24], .. builder.Symbol(1, 0x40, 8, 0x12, 1)];
        return builder.Add(".symtab", 2, symbols, link: 2).Add(".strtab", 3, [0, .. Encoding.ASCII.GetBytes(symbol), 0]).Build(Executable, X86_64, 0);
    }

    /// <summary>A file of those bytes.</summary>
    public static FileNode File(byte[] bytes) => new(new(0x1ED, 0, 0, default), FileContent.FromBytes(bytes));

    /// <summary>A symbolic link.</summary>
    public static SymbolicLinkNode Link(string target) => new(new(0x1ED, 0, 0, default), ByteString.FromText(target));

    private static ElfBuilder New() => new(is64: true, isBigEndian: false);

    private static byte[] WithNote(Func<ElfBuilder, byte[]> note) =>
        New().Add(".note", NoteSection, note(New()), NoteSegment).Build(Executable, X86_64, 0);
}
