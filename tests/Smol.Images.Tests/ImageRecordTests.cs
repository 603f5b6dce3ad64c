using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Smol.Images.Store;

namespace Smol.Images.Tests;

public sealed class ImageRecordTests
{
    private static readonly JsonSerializerOptions _options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    [Fact]
    public void What_is_written_is_read_again() => ForAnyRecord(record =>
        Assert.Equivalent(record, ImageRecordReader.Read(ImageRecordWriter.Write(record)), strict: true));

    [Fact]
    public void The_framework_reads_what_is_written_and_writes_what_is_read() => ForAnyRecord(record =>
    {
        Assert.Equivalent(record, JsonSerializer.Deserialize<ImageRecord>(ImageRecordWriter.Write(record), _options), strict: true);
        Assert.Equivalent(record, ImageRecordReader.Read(JsonSerializer.SerializeToUtf8Bytes(record, _options)), strict: true);
    });

    [Fact]
    public void A_text_that_is_damaged_anywhere_is_a_record_or_said_to_be_none()
    {
        byte[] text = ImageRecordWriter.Write(Record(new Random(7)));
        Prop.ForAll(Gen.Choose(0, text.Length - 1).ToArbitrary(), Gen.Choose(0, 255).ToArbitrary(), (place, value) =>
        {
            byte[] damaged = [.. text];
            damaged[place] = (byte)value;
            try
            {
                ImageRecordReader.Read(damaged);
            }
            catch (JsonException)
            {
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"repository":1}""")]
    [InlineData("""{"repository":"a","tag":"b","digest":"c","size":1.5}""")]
    public void What_is_no_record_is_said_to_be_none(string text) =>
        Assert.ThrowsAny<JsonException>(() => ImageRecordReader.Read(Encoding.UTF8.GetBytes(text)));

    private static void ForAnyRecord(Action<ImageRecord> check) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => check(Record(new Random(seed)))).Check(Config.QuickThrowOnFailure);

    private static ImageRecord Record(Random random)
    {
        return new()
        {
            Repository = Text(),
            Tag = Text(),
            Digest = Text(),
            Size = random.NextInt64(),
            Created = Time(),
            Guest = Text(),
            Architecture = Text(),
            Partition = Text(),
            Filesystem = Text(),
            ReadOnly = Is(),
            Machine = Is() ? new() { MemoryMiB = Is() ? random.Next() : null, Kernel = Perhaps(), UsesPty = Is(), Ports = Texts() } : null,
            Inputs = [.. Some(() => new ImageInput(Text(), Text(), Text()) { Source = Perhaps(), Through = Perhaps() })],
            Config = Is() ? Config() : null,
            History = [.. Some(() => new HistoryRecord(Text())
            {
                Created = Time(),
                Size = Is() ? -random.NextInt64() : null,
                Seconds = Is() ? random.NextDouble() * 1e6 : null,
                IsCached = Is() ? Is() : null,
            })],
            BuildKey = Perhaps(),
            StepKeys = Texts(),
        };

        bool Is() => random.Next(2) == 0;
        string Text() => new([.. Some(() => "aZ/ :\"\\\n\u0001é€\u2028<&'+"[random.Next(16)])]);
        string? Perhaps() => Is() ? Text() : null;
        IEnumerable<T> Some<T>(Func<T> make) => [.. Enumerable.Range(0, random.Next(4)).Select(_ => make())];
        string[] Texts() => [.. Some(Text)];
        string[]? PerhapsTexts() => Is() ? Texts() : null;
        string[]? PerhapsKeys() => PerhapsTexts()?.Distinct().ToArray();
        DateTimeOffset Time() => new(random.NextInt64(DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);
        long? Duration() => Is() ? random.NextInt64() : null;

        ConfigRecord Config() => new()
        {
            User = Perhaps(),
            ExposedPorts = PerhapsKeys(),
            Env = PerhapsTexts(),
            ShellEnv = PerhapsTexts(),
            Entrypoint = PerhapsTexts(),
            Cmd = PerhapsTexts(),
            Volumes = PerhapsKeys(),
            WorkingDir = Perhaps(),
            Labels = Is() ? Texts().Distinct().ToDictionary(name => name, _ => Text()) : null,
            StopSignal = Perhaps(),
            Healthcheck = Is()
                ? new(Texts()) { Interval = Duration(), Timeout = Duration(), StartPeriod = Duration(), StartInterval = Duration(), Retries = Is() ? random.Next() : null }
                : null,
            OnBuild = PerhapsTexts(),
            Shell = PerhapsTexts(),
            Author = Perhaps(),
        };
    }
}
