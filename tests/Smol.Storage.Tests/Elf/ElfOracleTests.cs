using System.Globalization;
using System.Text.RegularExpressions;
using Smol.Storage.Elf;
using Smol.Storage.FileTrees;
using Smol.TestSupport;

namespace Smol.Storage.Tests.Elf;

/// <summary>What we read of this machine's own programs, and of the big-endian firmware that comes with QEMU, is what readelf(1) reads.</summary>
public sealed partial class ElfOracleTests
{
    public static TheoryData<string> Programs => [.. new[] { "/bin/sh", "/usr/bin/tar", "/usr/share/qemu/openbios-ppc", "/usr/share/qemu/openbios-sparc64", "/usr/share/qemu/s390-ccw.img", Environment.ProcessPath! }];

    [Theory]
    [MemberData(nameof(Programs))]
    public void Readelf_agrees(string path)
    {
        Assert.SkipUnless(File.Exists(path), $"{path} is not installed");
        using var source = new OpenFileSource(path);
        ElfFile file = ElfFile.Read(FileContent.FromRange(source, 0, source.Length), path);

        string dynamic = Oracle.MustRun("readelf", "-dW", path);
        Assert.Equal(NeededLine().Matches(dynamic).Select(match => match.Groups[1].Value), file.Dynamic.Needed.Select(name => name.ToString()));
        string segments = Oracle.MustRun("readelf", "-lW", path);
        Match interpreter = InterpreterLine().Match(segments);
        Assert.Equal(interpreter.Success ? interpreter.Groups[1].Value : "", file.Interpreter?.ToString() ?? "");
        Assert.Equal(
            SegmentLine().Matches(segments).Select(match => (Hex(match, 1), Hex(match, 2), Hex(match, 3), Hex(match, 4))),
            file.Segments.Select(segment => (segment.Offset, segment.VirtualAddress, segment.FileSize, segment.MemorySize)));
        Assert.Equal(
            SectionLine().Matches(Oracle.MustRun("readelf", "-SW", path)).Select(match => (match.Groups[1].Value, Hex(match, 2), Hex(match, 3), Hex(match, 4))),
            file.Sections.Skip(1).Select(section => (section.Name.ToString(), section.Address, section.Offset, section.Size)));
        Assert.Equal(
            NoteLine().Matches(Oracle.MustRun("readelf", "-nW", path)).Select(match => (match.Groups[1].Value, (int)Hex(match, 2))).Order(),
            file.Notes.Select(note => (note.Name.ToString(), note.Descriptor.Length)).Order());
    }

    [Fact]
    public void Readelf_finds_the_same_symbols()
    {
        string path = Directory.EnumerateFiles("/lib/x86_64-linux-gnu", "libc.so.6").FirstOrDefault() ?? "";
        Assert.SkipUnless(path.Length > 0, "there is no x86-64 C library");
        using var source = new OpenFileSource(path);
        ElfFile file = ElfFile.Read(FileContent.FromRange(source, 0, source.Length), path);

        var theirs = SymbolLine().Matches(Oracle.MustRun("readelf", "-sW", path)).Select(match => (match.Groups[2].Value, Hex(match, 1))).ToHashSet();
        var ours = file.SymbolsContaining("").Where(symbol => symbol.Name.Length > 0).Select(symbol => (symbol.Name.ToString(), symbol.Value)).ToHashSet();
        Assert.True(theirs.Count > 1000);
        Assert.Equal(theirs, ours);
        Assert.Equal("libc.so.6", file.Dynamic.SharedObjectName.ToString());
        Assert.NotNull(file.LinuxVersion);
    }

    private static ulong Hex(Match match, int group)
    {
        string text = match.Groups[group].Value;
        return ulong.Parse(text.StartsWith("0x", StringComparison.Ordinal) ? text[2..] : text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\(NEEDED\)\s+Shared library: \[(.*)\]")]
    private static partial Regex NeededLine();

    [GeneratedRegex(@"Requesting program interpreter: (.*)\]")]
    private static partial Regex InterpreterLine();

    [GeneratedRegex(@"^  [A-Z_]+ +(0x\w+) (0x\w+) 0x\w+ (0x\w+) (0x\w+) ", RegexOptions.Multiline)]
    private static partial Regex SegmentLine();

    [GeneratedRegex(@"^  \[ *[1-9]\d*\] (\S+) +\S+ +([0-9a-f]{8,16}) ([0-9a-f]+) ([0-9a-f]+) ", RegexOptions.Multiline)]
    private static partial Regex SectionLine();

    [GeneratedRegex(@"^  (\S+) +(0x[0-9a-f]+)\t", RegexOptions.Multiline)]
    private static partial Regex NoteLine();

    [GeneratedRegex(@"^ *\d+: ([0-9a-f]{16}) +\S+ \w+ +\w+ +\w+ +\S+ ([^\s@]+)", RegexOptions.Multiline)]
    private static partial Regex SymbolLine();
}
