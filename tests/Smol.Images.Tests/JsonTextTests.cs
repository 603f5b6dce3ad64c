using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Smol.Images.Records;

namespace Smol.Images.Tests;

public sealed class JsonTextTests
{
    [Fact]
    public void It_is_letter_for_letter_what_the_framework_writes() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var ours = new JsonText();
            Write(new Random(seed), ours.WriteStartObject, ours.WriteStartObject, ours.WriteStartArray, ours.WriteEndObject, ours.WriteEndArray, ours.WriteString, ours.WriteString, ours.WriteStringValue, ours.WriteNumber, ours.WriteNumber, ours.WriteBoolean);
            using var stream = new MemoryStream();
            using (var theirs = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
                Write(new Random(seed), theirs.WriteStartObject, theirs.WriteStartObject, theirs.WriteStartArray, theirs.WriteEndObject, theirs.WriteEndArray, theirs.WriteString, theirs.WriteString, theirs.WriteStringValue, theirs.WriteNumber, theirs.WriteNumber, theirs.WriteBoolean);
            Assert.Equal(Encoding.UTF8.GetString(stream.ToArray()), Encoding.UTF8.GetString(ours.ToUtf8()));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void A_plain_one_says_the_same_with_the_letters_as_they_are() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        string text = Text(new Random(seed));
        var json = new JsonText(isPlain: true);
        json.WriteStartObject();
        json.WriteString("text", text);
        json.WriteEndObject();
        string written = Encoding.UTF8.GetString(json.ToUtf8());
        Assert.Equal(new string([.. text.EnumerateRunes().SelectMany(rune => rune.ToString())]), JsonDocument.Parse(written).RootElement.GetProperty("text").GetString());
        Assert.All(text.Where(letter => letter is >= ' ' and not ('"' or '\\' or '\x7f' or '\uFFFD') && !char.IsSurrogate(letter)), letter => Assert.Contains(letter, written));
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static string Text(Random random) => new([.. Enumerable.Range(0, random.Next(6)).Select(_ => random.Next(3) == 0 ? (char)random.Next(0x10000) : (char)random.Next(0x80))]);

    private static void Write(
        Random random,
        Action start,
        Action<string> startObject,
        Action<string> startArray,
        Action endObject,
        Action endArray,
        Action<string, string> text,
        Action<string, DateTimeOffset> moment,
        Action<string> value,
        Action<string, long> number,
        Action<string, double> real,
        Action<string, bool> flag)
    {
        start();
        Members(3);
        endObject();

        void Members(int depth)
        {
            for (int count = random.Next(5); count > 0; count--)
            {
                switch (random.Next(depth == 0 ? 5 : 7))
                {
                    case 0: text(Text(), Text()); break;
                    case 1: moment(Text(), new(random.NextInt64(DateTimeOffset.MaxValue.Ticks / 10_000_000) * (random.Next(2) == 0 ? 10_000_000 : 9_999_999), TimeSpan.Zero)); break;
                    case 2: number(Text(), random.NextInt64() - random.NextInt64()); break;
                    case 3: real(Text(), (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-20, 20))); break;
                    case 4: flag(Text(), random.Next(2) == 0); break;
                    case 5: List(depth - 1); break;
                    default: startObject(Text()); Members(depth - 1); endObject(); break;
                }
            }
        }

        void List(int depth)
        {
            startArray(Text());
            for (int count = random.Next(4); count > 0; count--)
            {
                if (random.Next(2) == 0)
                {
                    value(Text());
                    continue;
                }
                start();
                Members(depth);
                endObject();
            }
            endArray();
        }

        string Text() => JsonTextTests.Text(random);
    }
}
