using System.Text;
using Smol.Storage.Elf;
using Smol.Storage.FileTrees;

namespace Smol.Storage.Tests.Elf;

public sealed class ElfFileTests
{
    public static TheoryData<bool, bool> Forms => new() { { false, false }, { false, true }, { true, false }, { true, true } };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Headers_of_every_class_and_byte_order_are_read(bool is64, bool isBigEndian)
    {
        ElfFile file = Read(new ElfBuilder(is64, isBigEndian).Add(".text", 1, [1, 2, 3]).Build(2, 40, 0x8000_1234));

        Assert.Equal(is64 ? ElfClass.Elf64 : ElfClass.Elf32, file.Class);
        Assert.Equal(isBigEndian, file.IsBigEndian);
        Assert.Equal((ElfType.Executable, ElfMachine.Arm, 0x8000_1234ul), (file.Type, file.Machine, file.Entry));
        Assert.Equal(["", ".text", ".shstrtab"], file.Sections.Select(section => section.Name.ToString()));
        ElfSection text = file.Sections[1];
        Assert.Equal((ElfSectionType.ProgramBits, 2ul, 0x1000ul, 3ul, 9u, 4ul), (text.Type, text.Flags, text.Address, text.Size, text.Info, text.Alignment));
        ElfSegment segment = Assert.Single(file.Segments);
        Assert.Equal((ElfSegmentType.Load, 4u, 0ul, 4ul), (segment.Type, segment.Flags, segment.Offset, segment.Alignment));
        Assert.Equal([1, 2, 3], file.FindSectionBytes(".text"));
        Assert.Null(file.FindSectionBytes(".data"));
        Assert.Null(file.Interpreter);
        Assert.Same(ElfDynamic.None, file.Dynamic);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Notes_say_which_system_it_is_for(bool is64, bool isBigEndian)
    {
        var builder = new ElfBuilder(is64, isBigEndian);
        byte[] netbsd = [.. builder.Note("PaX", 3, builder.Int(1)), .. builder.Note("NetBSD", 1, builder.Int(1099001200))];
        byte[] linux = builder.Note("GNU", 1, [.. builder.Int(0), .. builder.Int(3), .. builder.Int(2), .. builder.Int(1)]);

        ElfFile segment = Read(builder.Add(".note.netbsd.ident", 7, netbsd, segmentType: 4).Build(2, 62, 0));
        Assert.Equal(1099001200u, segment.NetBsdVersion);
        Assert.Null(segment.LinuxVersion);
        Assert.Equal(["PaX", "NetBSD"], segment.Notes.Select(note => note.Name.ToString()));

        ElfFile section = Read(new ElfBuilder(is64, isBigEndian).Add(".note.ABI-tag", 7, linux).Build(1, 62, 0));
        Assert.Equal(new Version(3, 2, 1), section.LinuxVersion);
        Assert.Null(section.NetBsdVersion);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Symbols_are_found_by_name_and_by_part_of_it(bool is64, bool isBigEndian)
    {
        var builder = new ElfBuilder(is64, isBigEndian);
        byte[] symbols = [.. new byte[is64 ? 24 : 16], .. builder.Symbol(1, 0, 0, 0x10, 0), .. builder.Symbol(1, 0x40, 8, 0x12, 1), .. builder.Symbol(8, 7, 0, 0, 1)];
        ElfFile file = Read(builder.Add(".symtab", 2, symbols, link: 2).Add(".strtab", 3, "\0viocon\0viocon_ca\0"u8.ToArray()).Build(2, 62, 0));

        Assert.Equal(new ElfSymbol(ByteString.FromText("viocon"), 0x40, 8, 0x12, 1), file.FindSymbol("viocon"));
        Assert.Equal(7ul, file.FindSymbol("viocon_ca")?.Value);
        Assert.Null(file.FindSymbol("vio"));
        Assert.Null(file.FindSymbol(""));
        Assert.Equal(["viocon", "viocon", "viocon_ca"], file.SymbolsContaining("con").Select(symbol => symbol.Name.ToString()));
        Assert.Empty(file.SymbolsContaining("md_root"));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void What_the_dynamic_linker_is_told_is_read(bool is64, bool isBigEndian)
    {
        var builder = new ElfBuilder(is64, isBigEndian);
        // The strings are the first piece, behind the header and three program headers.
        int strings = builder.HeaderSize + (3 * (is64 ? 56 : 32));
        ulong[] pairs = [1, 1, 1, 6, 14, 11, 15, 16, 29, 19, 5, (ulong)strings, 10, 22, 0, 0, 1, 99];
        ElfFile file = Read(builder
            .Add(".dynstr", 3, "\0liba\0libb\0self\0/r\0/q\0"u8.ToArray())
            .Add(".dynamic", 6, [.. pairs.SelectMany(builder.Word)], segmentType: 2)
            .Add(".interp", 1, "/libexec/ld.elf_so\0"u8.ToArray(), segmentType: 3)
            .Build(3, 62, 0));

        Assert.Equal(["liba", "libb"], file.Dynamic.Needed.Select(name => name.ToString()));
        Assert.Equal(("self", "/r", "/q"), (file.Dynamic.SharedObjectName.ToString(), file.Dynamic.RPath.ToString(), file.Dynamic.RunPath.ToString()));
        Assert.Equal("/libexec/ld.elf_so", file.Interpreter.ToString());
    }

    [Fact]
    public void What_is_not_an_elf_file_is_said_to_be_none()
    {
        Assert.Equal("x: not an ELF file", Assert.Throws<SmolException>(() => Read([])).Message);
        Assert.Equal("x: not an ELF file", Assert.Throws<SmolException>(() => Read(Encoding.ASCII.GetBytes("#!/bin/sh\nexit 0\n"))).Message);
        Assert.Contains("unknown class", Assert.Throws<SmolException>(() => Read([0x7f, .. "ELF"u8, 9, 1, 1, .. new byte[60]])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_cut_and_each_damaged_byte_gives_an_answer_or_an_error()
    {
        byte[] whole = Sample();
        for (int length = 0; length < whole.Length; length++)
            ReadAll(whole[..length]);
        foreach (byte damage in (byte[])[0x00, 0x01, 0x7f, 0x80, 0xff])
        {
            for (int index = 0; index < whole.Length; index++)
            {
                byte[] damaged = [.. whole];
                damaged[index] = damage;
                ReadAll(damaged);
            }
        }
    }

    internal static byte[] Sample()
    {
        var builder = new ElfBuilder(is64: true, isBigEndian: false);
        ulong[] pairs = [1, 1, 5, 64 + (4 * 56), 10, 6];
        return builder
            .Add(".dynstr", 3, "\0liba\0"u8.ToArray())
            .Add(".dynamic", 6, [.. pairs.SelectMany(builder.Word)], segmentType: 2)
            .Add(".interp", 1, "/ld.so\0"u8.ToArray(), segmentType: 3)
            .Add(".note", 7, builder.Note("NetBSD", 1, builder.Int(1)), segmentType: 4)
            .Add(".symtab", 2, [.. new byte[24], .. builder.Symbol(1, 5, 0, 0, 1)], link: 1)
            .Build(3, 62, 0);
    }

    private static ElfFile Read(byte[] bytes) => ElfFile.Read(FileContent.FromBytes(bytes), "x");

    private static void ReadAll(byte[] bytes)
    {
        try
        {
            ElfFile file = Read(bytes);
            _ = file.Notes.Count + file.Dynamic.Needed.Count + file.SymbolsContaining("").Count();
            _ = (file.Interpreter, file.FindSymbol("liba"), file.FindSectionBytes(".note"), file.NetBsdVersion, file.LinuxVersion);
        }
        catch (SmolException failure)
        {
            Assert.Equal("x", failure.Place);
        }
    }
}
