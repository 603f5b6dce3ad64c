namespace Smol.TestSupport.Mirrors;

/// <summary>What a mirror does wrong in one answer.</summary>
public sealed record MirrorFault
{
    /// <summary>The answer is as it should be.</summary>
    public static MirrorFault None { get; } = new();

    /// <summary>Ends the connection after so many bytes of the body.</summary>
    public int? CutAfter { get; init; }

    /// <summary>Is done before a cut, once the bytes are on their way.</summary>
    public Func<Task>? BeforeCut { get; init; }

    /// <summary>Whether a cut is a reset (RST) and not an end (FIN).</summary>
    public bool IsReset { get; init; }

    /// <summary>After so many bytes of the body, sends nothing more until the client goes away.</summary>
    public int? StallAfter { get; init; }

    /// <summary>Ends or stalls the connection before the first byte of the answer.</summary>
    public bool IsSilent { get; init; }

    /// <summary>Answers with this status and no file.</summary>
    public int? Status { get; init; }

    /// <summary>A header line more.</summary>
    public string? Header { get; init; }

    /// <summary>Sends this in place of the file.</summary>
    public byte[]? Body { get; init; }

    /// <summary>The <c>Content-Type</c> that goes with it.</summary>
    public string? ContentType { get; init; }

    /// <summary>Is added to the <c>Content-Length</c>.</summary>
    public int LengthError { get; init; }

    /// <summary>Sends the whole file where a part was asked for.</summary>
    public bool IgnoresRange { get; init; }

    /// <summary>Is added to where the part begins that was asked for, and says so.</summary>
    public int RangeError { get; init; }

    /// <summary>Sends neither <c>ETag</c> nor <c>Last-Modified</c>.</summary>
    public bool HasNoValidators { get; init; }

    /// <summary>Neither <c>Content-Length</c> nor <c>Transfer-Encoding</c>: the body ends with the connection.</summary>
    public bool HasNoLength { get; init; }

    /// <summary>From this answer on, the file has this content.</summary>
    public byte[]? NewContent { get; init; }

    /// <summary>The server goes away half way.</summary>
    public static MirrorFault Cut(int bytes) => new() { CutAfter = bytes };

    /// <summary>The connection is reset half way.</summary>
    public static MirrorFault Reset(int bytes) => new() { CutAfter = bytes, IsReset = true };

    /// <summary>A refusal.</summary>
    public static MirrorFault Refuse(int status, string? header = null) => new() { Status = status, Header = header };

    /// <summary>A redirect.</summary>
    public static MirrorFault Redirect(string location, int status = 302) => new() { Status = status, Header = "Location: " + location };

    /// <summary>Slow-loris: some bytes, and then none.</summary>
    public static MirrorFault Stall(int bytes) => new() { StallAfter = bytes };

    /// <summary>A web page in place of the file, as a portal or a soft 404 sends it.</summary>
    public static MirrorFault WebPage { get; } = new()
    {
        Body = "<!DOCTYPE html>\n<html><head><title>Welcome</title></head><body>Please log in.</body></html>\n"u8.ToArray(),
        ContentType = "text/html",
    };
}
