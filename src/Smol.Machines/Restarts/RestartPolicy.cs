using System.Globalization;
using System.Text.Json.Serialization;
using Smol.Storage;

namespace Smol.Machines.Restarts;

/// <summary>Whether a machine that has ended is started again: docker's <c>--restart</c>.</summary>
/// <param name="When">After which ends.</param>
/// <param name="Most">With <see cref="RestartWhen.OnFailure"/>: how often; null for any number.</param>
[JsonConverter(typeof(RestartPolicyConverter))]
public readonly record struct RestartPolicy(RestartWhen When, int? Most = null)
{
    private const string OnFailure = "on-failure";
    private const string UnlessStopped = "unless-stopped";

    /// <summary>Reads <c>no</c>, <c>on-failure</c>, <c>on-failure:N</c>, <c>always</c> or <c>unless-stopped</c>.</summary>
    /// <exception cref="SmolException">It is something else; the place is the text.</exception>
    public static RestartPolicy Parse(string text)
    {
        string[] parts = text.Split(':', 2);
        RestartWhen when = parts[0] switch
        {
            "no" => RestartWhen.No,
            OnFailure => RestartWhen.OnFailure,
            "always" => RestartWhen.Always,
            UnlessStopped => RestartWhen.UnlessStopped,
            _ => throw new SmolException("is no restart policy", text, "there are no, on-failure, on-failure:N, always and unless-stopped"),
        };
        if (parts.Length == 1)
            return new(when);
        if (when != RestartWhen.OnFailure)
            throw new SmolException("only on-failure counts", text, "leave out the number");
        return int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int most)
            ? new(when, most == 0 ? null : most) // docker's 0 is any number
            : throw new SmolException($"'{parts[1]}' is not a number", text);
    }

    /// <summary>Whether it starts a machine again.</summary>
    /// <param name="outcome">How the machine came to its end.</param>
    /// <param name="restarts">How often that was done already.</param>
    public bool Applies(RunOutcome outcome, int restarts) => !outcome.IsDetached && !outcome.WasStopped && When switch
    {
        RestartWhen.No => false,
        RestartWhen.OnFailure => (outcome.HasFailed || outcome.IsMute || outcome.ExitCode is > 0) && (Most is null || restarts < Most),
        _ => true,
    };

    /// <summary>What <see cref="Parse"/> reads.</summary>
    public override string ToString() => When switch
    {
        RestartWhen.No => "no",
        RestartWhen.OnFailure => Most is { } most ? string.Create(CultureInfo.InvariantCulture, $"{OnFailure}:{most}") : OnFailure,
        RestartWhen.Always => "always",
        _ => UnlessStopped,
    };
}
