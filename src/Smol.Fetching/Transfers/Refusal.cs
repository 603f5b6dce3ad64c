using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Smol.Fetching.Http;
using Smol.Storage;

namespace Smol.Fetching.Transfers;

/// <summary>What an answer without the file means: an error at once, or another attempt.</summary>
internal static class Refusal
{
    /// <summary>Makes the exception for an answer.</summary>
    /// <param name="answer">An answer that brings no bytes of the file.</param>
    /// <param name="place">The URL that was asked for.</param>
    /// <param name="longestPause">How long a server may ask us to wait.</param>
    /// <param name="time">The clock, for a pause that ends at a date.</param>
    public static Exception Of(HttpResponseMessage answer, string place, TimeSpan longestPause, TimeProvider time)
    {
        string problem = $"the server answered {(int)answer.StatusCode} {answer.ReasonPhrase}".TrimEnd();
        if (answer.RequestMessage?.RequestUri is { } asked && HttpSource.Show(asked) != place)
            problem += $" at {HttpSource.Show(asked)}";
        if (!MayPass(answer.StatusCode))
            return new SmolException(problem, place, Hint(answer.StatusCode));
        TimeSpan? pause = Pause(answer.Headers.RetryAfter, time);
        if (pause > longestPause)
        {
            string seconds = Math.Ceiling(pause.Value.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return new SmolException($"{problem} and asks to come back in {seconds} s", place, "try again then, or use another mirror");
        }
        return new AttemptException(problem) { ServerPause = pause };
    }

    private static bool MayPass(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500;

    private static TimeSpan? Pause(RetryConditionHeaderValue? asked, TimeProvider time) =>
        asked?.Delta ?? (asked?.Date is { } date ? Later(date - time.GetUtcNow()) : null);

    private static TimeSpan Later(TimeSpan pause) => pause > TimeSpan.Zero ? pause : TimeSpan.Zero;

    private static string Hint(HttpStatusCode status) => status switch
    {
        HttpStatusCode.NotFound or HttpStatusCode.Gone => "check the release, the architecture and the name, or use another mirror",
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "the server lets only some people have it; use another mirror",
        HttpStatusCode.ProxyAuthenticationRequired => "put user name and password into the proxy's URL: http://USER:PASSWORD@HOST:PORT",
        _ => "use another mirror",
    };
}
