using System.Globalization;
using System.Text;

namespace Smol.TestSupport.Mirrors;

/// <summary>An answer, as it goes over the wire.</summary>
internal sealed record MirrorAnswer(int Status, string Head, ReadOnlyMemory<byte> Body)
{
    /// <summary>What a mirror answers.</summary>
    /// <param name="headers">The request's.</param>
    /// <param name="file">What it asks for; null where there is no such file.</param>
    /// <param name="fault">What to do wrong.</param>
    public static MirrorAnswer To(IReadOnlyDictionary<string, string> headers, MirrorFile? file, MirrorFault fault)
    {
        if (fault.Status is { } status)
            return Make(status, fault, "", fault.Body ?? Encoding.ASCII.GetBytes("refused\n"));
        if (fault.Body is not null)
            return Make(200, fault, "", fault.Body);
        if (file is null)
            return Make(404, fault, "", "not found\n"u8.ToArray());
        string validators = fault.HasNoValidators ? "" : $"ETag: {file.ETag}\r\nLast-Modified: {file.LastModified}\r\nAccept-Ranges: bytes\r\n";
        if (IsUnchanged(headers, file) && !fault.HasNoValidators)
            return Make(304, fault, validators, default);
        if (Offset(headers, file) is not { } offset || fault.IgnoresRange)
            return Make(200, fault, validators, file.Content);
        offset += fault.RangeError;
        int length = file.Content.Length;
        if (offset >= length)
            return Make(416, fault, $"Content-Range: bytes */{Text(length)}\r\n", default);
        return Make(206, fault, $"{validators}Content-Range: bytes {Text(offset)}-{Text(length - 1)}/{Text(length)}\r\n", file.Content.AsMemory(offset));
    }

    private static bool IsUnchanged(IReadOnlyDictionary<string, string> headers, MirrorFile file) =>
        headers.TryGetValue("if-none-match", out string? tag) ? tag == file.ETag
        : headers.TryGetValue("if-modified-since", out string? time) && time == file.LastModified;

    /// <summary>Where the part begins that is asked for; null where the whole is to be sent.</summary>
    private static int? Offset(IReadOnlyDictionary<string, string> headers, MirrorFile file)
    {
        if (!headers.TryGetValue("range", out string? range))
            return null;
        if (headers.TryGetValue("if-range", out string? condition) && (file.IsWeak || condition != file.ETag) && condition != file.LastModified)
            return null;
        return int.Parse(range.Split('=')[1].TrimEnd('-'), CultureInfo.InvariantCulture);
    }

    private static MirrorAnswer Make(int status, MirrorFault fault, string headers, ReadOnlyMemory<byte> body)
    {
        var head = new StringBuilder($"HTTP/1.1 {Text(status)} {Reason(status)}\r\nDate: Wed, 01 Jul 2026 10:00:00 GMT\r\n{headers}");
        if (fault.ContentType is not null)
            head.Append(CultureInfo.InvariantCulture, $"Content-Type: {fault.ContentType}\r\n");
        if (fault.Header is not null)
            head.Append(CultureInfo.InvariantCulture, $"{fault.Header}\r\n");
        if (status != 304)
            head.Append(fault.HasNoLength ? "Connection: close\r\n" : $"Content-Length: {Text(Math.Max(0, body.Length + fault.LengthError))}\r\n");
        return new(status, head.Append("\r\n").ToString(), body);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Reason(int status) => status switch
    {
        200 => "OK",
        206 => "Partial Content",
        302 => "Found",
        304 => "Not Modified",
        403 => "Forbidden",
        404 => "Not Found",
        416 => "Range Not Satisfiable",
        429 => "Too Many Requests",
        503 => "Service Unavailable",
        _ => "Something",
    };
}
