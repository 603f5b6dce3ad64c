using System.Diagnostics;
using System.Globalization;
using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.TestSupport.Fuzzing;

/// <summary>
/// Damages real images for a while, and has each read. A result and a <see cref="SmolException"/> with a place are right;
/// another exception, a round without end, and memory out of proportion to the image are not.
/// </summary>
/// <remarks>
/// A failure says with what <c>SMOL_FUZZ_SEED</c> and <c>SMOL_FUZZ_ROUND</c> it comes back, and keeps the damaged image. The usual run
/// begins with the same seed each time, so that it judges the change at hand; the long run with a new one, so that it finds more.
/// </remarks>
/// <param name="images">What is damaged, in turn.</param>
/// <param name="read">Does all that can be done with an image.</param>
public sealed class MutationFuzzing(IReadOnlyList<FuzzedImage> images, Action<IContentSource, long> read)
{
    /// <summary>All fuzzing of images together; each test of it takes its part.</summary>
    public static readonly TimeSpan WholeBudget = TimeSpan.FromSeconds(TestCount.Of(20, 600));

    private const int UsualSeed = 20261121;
    private const long AllocatedPerByte = 24;
    private const long AllocatedAtLeast = 24 << 20;
    private const int ReaderStack = 1 << 20; // less than any thread has on which smol reads

    private static readonly TimeSpan Endless = TimeSpan.FromMinutes(1);

    private readonly int _seed = FromEnvironment("SMOL_FUZZ_SEED") ?? TestCount.Of(UsualSeed, Random.Shared.Next());
    private readonly byte[] _buffer = new byte[images.Max(image => image.Bytes.Length)];
    private long _roundBegan;
    private volatile int _round;
    private volatile string? _failure;

    /// <summary>How many rounds ended with a result.</summary>
    public int Accepted { get; private set; }

    /// <summary>How many ended with an error for the user.</summary>
    public int Refused { get; private set; }

    /// <summary>Runs rounds until the time is over, or the one that is to be repeated.</summary>
    public void Run(TimeSpan budget)
    {
        int? single = FromEnvironment("SMOL_FUZZ_ROUND");
        var thread = new Thread(() => RunRounds(budget, single), ReaderStack) { IsBackground = true };
        Volatile.Write(ref _roundBegan, Stopwatch.GetTimestamp());
        thread.Start();
        while (!thread.Join(TimeSpan.FromSeconds(1)))
        {
            if (Stopwatch.GetElapsedTime(Volatile.Read(ref _roundBegan)) > Endless)
                Xunit.Assert.Fail(Describe(_round, $"it does not end within {Endless.TotalSeconds} s"));
        }
        if (_failure is not null)
            Xunit.Assert.Fail(_failure);
        // Both must be common, or the damage teaches nothing.
        Xunit.Assert.True(single is not null || Math.Min(Accepted, Refused) > (Accepted + Refused) / 20, $"{Accepted} accepted, {Refused} refused");
    }

    private void RunRounds(TimeSpan budget, int? single)
    {
        long begin = Stopwatch.GetTimestamp();
        int last = single ?? int.MaxValue;
        for (int round = single ?? 0; round <= last && Stopwatch.GetElapsedTime(begin) < budget; round++)
        {
            _round = round;
            Volatile.Write(ref _roundBegan, Stopwatch.GetTimestamp());
            if (RunRound(round) is not { } problem)
                continue;
            _failure = Describe(round, problem);
            return;
        }
    }

    /// <summary>One damaged image; says what was wrong with how it was read.</summary>
    private string? RunRound(int round)
    {
        int length = Damage(round);
        var source = new MemorySource(_buffer.AsMemory(0, length));
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            read(source, length);
            Accepted++;
        }
        catch (SmolException refusal)
        {
            Refused++;
            if (refusal.Place is null)
                return $"the error has no place: {refusal}";
        }
#pragma warning disable CA1031 // whatever it is, it is what is looked for
        catch (Exception crash)
#pragma warning restore CA1031
        {
            return crash.ToString();
        }
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return allocated > AllocatedAtLeast + (AllocatedPerByte * length) ? $"it takes {allocated} bytes of memory for {length} of image" : null;
    }

    /// <summary>Puts a damaged image into the buffer. It follows from the seed and the round alone.</summary>
    /// <returns>Its length.</returns>
    private int Damage(int round)
    {
        var random = new Random(unchecked((_seed * 31) + (round * 0x2545F491)));
        FuzzedImage image = images[round % images.Count];
        int length = image.Bytes.Length;
        image.Bytes.CopyTo(_buffer, 0);
        for (int changes = random.Next(1, 8); changes > 0; changes--)
            ImageMutation.Apply(_buffer.AsSpan(0, length), image, random);
        if (random.Next(2) == 0)
            image.Mend?.Invoke(_buffer.AsMemory(0, length));
        return random.Next(20) == 0 ? random.Next(length) : length;
    }

    private string Describe(int round, string problem)
    {
        string kept = Path.Combine(Path.GetTempPath(), $"smol-fuzz-{_seed}-{round}.img");
        int length = Damage(round);
        File.WriteAllBytes(kept, _buffer.AsSpan(0, length));
        return $"round {round}, {images[round % images.Count].Name}: {problem}\n"
            + $"Again: SMOL_FUZZ_SEED={_seed} SMOL_FUZZ_ROUND={round}. The image is kept in {kept}.";
    }

    private static int? FromEnvironment(string name) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
