using System.IO.Pipelines;
using System.Text;
using Smol.Machines.Consoles;

namespace Smol.Machines.Tests.Consoles;

public sealed class KeptInputTests
{
    private static CancellationToken Never => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_typed_after_a_reader_gave_up_is_the_next_ones()
    {
        var pipe = new Pipe();
        await using var input = new KeptInput(pipe.Reader.AsStream());
        using var giveUp = new CancellationTokenSource();
        var buffer = new byte[4];
        ValueTask<int> first = input.ReadAsync(buffer, giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.AsTask());

        await pipe.Writer.WriteAsync("hello!"u8.ToArray(), Never);
        var said = new StringBuilder();
        while (said.Length < 6)
            said.Append(Encoding.ASCII.GetString(buffer, 0, await input.ReadAsync(buffer, Never)));
        Assert.Equal("hello!", said.ToString());

        await pipe.Writer.CompleteAsync();
        Assert.Equal(0, await input.ReadAsync(buffer, Never));
        Assert.Equal(0, await input.ReadAsync(buffer, Never));
    }
}
