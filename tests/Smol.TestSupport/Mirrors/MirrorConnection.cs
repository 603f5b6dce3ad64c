namespace Smol.TestSupport.Mirrors;

/// <summary>One connection of a client to a mirror.</summary>
internal sealed class MirrorConnection(TestMirror mirror, MirrorStream stream)
{
    /// <summary>Answers until one of the two ends the connection.</summary>
    public async Task RunAsync()
    {
        while (await stream.ReadHeadAsync() is { } head)
        {
            if (!await AnswerAsync(head))
                return;
        }
    }

    private async Task<bool> AnswerAsync(string[] head)
    {
        string[] words = head[0].Split(' ');
        string path = Uri.UnescapeDataString(words[1].Split('?')[0]);
        Dictionary<string, string> headers = head.Skip(1).Select(line => line.Split(':', 2)).ToDictionary(pair => pair[0].ToLowerInvariant(), pair => pair[1].Trim());
        MirrorFault fault = mirror.NextFault(path);
        MirrorAnswer answer = fault.IsSilent ? new(0, "", default) : MirrorAnswer.To(headers, mirror.Find(path), fault);
        mirror.Log(new(words[0], path, headers, answer.Status));
        if (fault.IsSilent)
            return await BreakOffAsync(fault);
        await stream.WriteAsync(answer.Head);
        return words[0] == "HEAD" || await SendAsync(answer.Body, fault);
    }

    /// <returns>Whether the connection goes on.</returns>
    private async Task<bool> SendAsync(ReadOnlyMemory<byte> body, MirrorFault fault)
    {
        int most = Math.Min(fault.CutAfter ?? fault.StallAfter ?? body.Length, body.Length);
        await stream.WriteAsync(body[..most]);
        if (fault.CutAfter is not null || fault.StallAfter is not null)
            return await BreakOffAsync(fault);
        if (fault.HasNoLength || fault.LengthError != 0)
        {
            stream.End(byReset: false);
            return false;
        }
        return true;
    }

    private async Task<bool> BreakOffAsync(MirrorFault fault)
    {
        if (fault.StallAfter is not null)
            await stream.WaitForEndAsync();
        if (fault.BeforeCut is not null)
            await fault.BeforeCut();
        stream.End(fault.IsReset);
        return false;
    }
}
