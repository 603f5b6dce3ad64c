using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Smol.Machines.Consoles;
using Smol.TestSupport;

namespace Smol.Machines.Tests.Consoles;

public sealed class ConsoleLogTests
{
    [Fact]
    public void A_cut_log_ends_as_it_did_begins_with_a_line_and_is_short_enough()
    {
        using var scratch = new Scratch();
        Gen<string> texts = Gen.Elements("\n", "a", "bb\n", new string('x', 3000), new string('y', 100_000) + "\n", "line\nline\n").ListOf().Select(parts => string.Concat(parts));
        Prop.ForAll(texts.ToArbitrary(), Gen.Choose(10, 300_000).ToArbitrary(), (text, maximum) =>
        {
            string path = scratch[Guid.NewGuid().ToString("N")];
            File.WriteAllText(path, text);
            long gone = ConsoleLog.Cut(path, maximum);
            string left = File.ReadAllText(path);
            bool isTail = text.Length == gone + left.Length && text.EndsWith(left, StringComparison.Ordinal);
            bool isLine = gone == 0 || text[(int)gone - 1] == '\n' || !left.Contains('\n') || left.IndexOf('\n', StringComparison.Ordinal) > 100_000;
            return isTail && isLine && left.Length <= maximum && (gone == 0) == (text.Length <= maximum);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_log_that_is_not_there_is_short_enough() => Assert.Equal(0, ConsoleLog.Cut("/none/console.log", 10));

    [Fact]
    public async Task A_reader_goes_on_at_the_end_of_a_log_that_another_has_cut()
    {
        using var scratch = new Scratch();
        var reader = new LogReader(scratch["log"], TimeProvider.System);
        using var output = new MemoryStream();
        await reader.CopyAsync(output, TestContext.Current.CancellationToken);
        File.WriteAllText(scratch["log"], new string('a', 50) + "\n");
        await reader.CopyAsync(output, TestContext.Current.CancellationToken);
        File.WriteAllText(scratch["log"], "cut\n");
        await reader.CopyAsync(output, TestContext.Current.CancellationToken);
        File.AppendAllText(scratch["log"], "new\n");
        await reader.CopyAsync(output, TestContext.Current.CancellationToken);
        Assert.Equal(new string('a', 50) + "\nnew\n", Encoding.ASCII.GetString(output.ToArray()));
    }
}
