using System.Net.Http.Headers;

namespace Smol.Fetching.Transfers;

/// <summary>What a server says about the bytes that it sends.</summary>
internal static class RangeAnswer
{
    /// <summary>Whether an answer is the rest that was asked for: RFC 9110, 15.3.7.</summary>
    /// <param name="answer">An answer with status 206.</param>
    /// <param name="length">How many bytes are here.</param>
    /// <param name="note">What they are a part of.</param>
    public static bool IsRest(HttpResponseMessage answer, long length, PartNote note)
    {
        if (answer.Content.Headers.ContentRange is not { Unit: "bytes", From: { } from, To: { } to } range || from != length)
            return false;
        if (range.Length is { } total && (total != (note.Total ?? total) || to != total - 1))
            return false;
        return Tag(answer) is not { } tag || note.ETag is null || tag == note.ETag;
    }

    /// <summary>What to write down of a file that begins with this answer.</summary>
    /// <param name="url">The URL that was asked for.</param>
    /// <param name="answer">An answer with status 200.</param>
    public static PartNote Note(string url, HttpResponseMessage answer)
    {
        HttpContentHeaders headers = answer.Content.Headers;
        return new(url)
        {
            ETag = Tag(answer),
            LastModified = headers.TryGetValues("Last-Modified", out IEnumerable<string>? times) ? times.First() : null,
            // RFC 9110, 8.8.2.2: two changes within one second would look the same.
            IsLastModifiedStrong = headers.LastModified is { } modified && answer.Headers.Date is { } sent && sent - modified >= TimeSpan.FromSeconds(1),
            Total = headers.ContentLength,
        };
    }

    private static string? Tag(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("ETag", out IEnumerable<string>? tags) ? tags.First() : null;
}
