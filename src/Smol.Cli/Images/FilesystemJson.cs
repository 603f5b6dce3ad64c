using System.Buffers;
using System.Text;
using System.Text.Json;
using Smol.Storage.DiskImages;

namespace Smol.Cli.Images;

/// <summary>What a filesystem says, as <c>dumpfs --format json</c> prints it: the names as one word, numbers as numbers.</summary>
internal static class FilesystemJson
{
    public static string Of(IReadOnlyList<FilesystemFact> superblock, IEnumerable<IReadOnlyList<FilesystemFact>> groups)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new() { Indented = true }))
        {
            json.WriteStartObject();
            json.WritePropertyName("superblock");
            WriteFacts(json, superblock);
            json.WriteStartArray("groups");
            foreach (IReadOnlyList<FilesystemFact> group in groups)
                WriteFacts(json, group);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void WriteFacts(Utf8JsonWriter json, IReadOnlyList<FilesystemFact> facts)
    {
        json.WriteStartObject();
        foreach (FilesystemFact fact in facts)
        {
            if (fact.Number is long number)
                json.WriteNumber(NameOf(fact.Name), number);
            else
                json.WriteString(NameOf(fact.Name), fact.Text);
        }
        json.WriteEndObject();
    }

    /// <summary><c>free blocks</c> is <c>freeBlocks</c>.</summary>
    private static string NameOf(string words)
    {
        var name = new StringBuilder();
        bool isNewWord = false;
        foreach (char letter in words)
        {
            if (char.IsAsciiLetterOrDigit(letter))
                name.Append(isNewWord ? char.ToUpperInvariant(letter) : letter);
            isNewWord = !char.IsAsciiLetterOrDigit(letter);
        }
        return name.ToString();
    }
}
