using System.Text;
using Smol.Building.Recipes.Smolerfiles;
using Smol.Building.Recipes.Smolerfiles.Diagnostics;
using Smol.Building.Recipes.Smolerfiles.Parsing;
using Smol.Building.Recipes.Smolerfiles.Syntax;
using Smol.Storage.FileTrees;
using Smol.TestSupport.Fuzzing;

namespace Smol.Building.Tests.Recipes.Smolerfiles;

/// <summary>Whatever a file says, it is read to its end, and what is wrong has a place in it.</summary>
public sealed class SmolerfileFuzzTests
{
    [Fact]
    public void Damaged_files_are_read_or_refused_with_a_place()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "Recipes", "Smolerfiles", "Cases");
        FuzzedImage[] files = [.. Directory.GetFiles(folder, "*.txt").Order().SelectMany(SmolerfileCase.Load).Where(item => !item.Read().HasErrors).Select(item => new FuzzedImage(item.Name, item.Bytes, [[(0, item.Bytes.Length)]]))];
        Run(new(files, Read));
    }

    [Fact]
    public void Random_files_are_read_or_refused_with_a_place()
    {
        // The bytes are the choices of a grammar; what mutation does to them makes other files.
        FuzzedImage[] choices = [.. Enumerable.Range(1, 200).Select(seed =>
        {
            var bytes = new byte[12];
            new Random(seed).NextBytes(bytes);
            return new FuzzedImage($"grammar {seed}", bytes, [[(0, bytes.Length)]]);
        })];
        Run(new(choices, (source, length) => Read(Encoding.UTF8.GetBytes(SmolerfileGrammar.Write(Bytes(source, length))))));
    }

    private static void Run(MutationFuzzing fuzzing)
    {
        fuzzing.Run(MutationFuzzing.WholeBudget / 2);
        TestContext.Current.TestOutputHelper?.WriteLine($"{fuzzing.Accepted} files were read, {fuzzing.Refused} refused");
    }

    private static void Read(IContentSource source, long length) => Read(Bytes(source, length));

    private static byte[] Bytes(IContentSource source, long length)
    {
        var bytes = new byte[length];
        source.Read(0, bytes);
        return bytes;
    }

    private static void Read(byte[] bytes)
    {
        foreach (SmolerfileDialect dialect in Enum.GetValues<SmolerfileDialect>())
        {
            Smolerfile read = Smolerfile.Read("fuzzed", bytes, new() { Dialect = dialect, BuildArguments = new Dictionary<string, string> { ["x"] = "1" } });
            Assert.Equal(read.HasErrors, read.Plan is null);
            foreach (Diagnostic finding in read.Diagnostics)
                Assert.NotEmpty(string.Join('\n', finding.Lines()));
            if (dialect == SmolerfileDialect.Docker)
                AssertPrints(read);
            read.Require();
        }
    }

    private static void AssertPrints(Smolerfile read)
    {
        if (read.HasErrors)
            return;
        string printed = InstructionPrinter.Print(read.Syntax);
        if (printed.Contains('\v', StringComparison.Ordinal) || printed.Contains('\f', StringComparison.Ordinal))
            return;
        SmolerfileSyntax again = new SmolerfileReader(new(), null, read.Dialect).Read("again", Encoding.UTF8.GetBytes(printed));
        Assert.Equal(SmolerfileCaseTests.Texts(read.Syntax), SmolerfileCaseTests.Texts(again));
    }
}
