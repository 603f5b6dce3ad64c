using Smol.Machines.Restarts;
using Smol.Storage;

namespace Smol.Machines.Tests.Restarts;

public sealed class RestartPolicyTests
{
    private static readonly RunOutcome Done = new("m", 0, null);
    private static readonly RunOutcome Wrong = new("m", 3, null);

    [Theory]
    [InlineData("no", "no")]
    [InlineData("on-failure", "on-failure")]
    [InlineData("on-failure:3", "on-failure:3")]
    [InlineData("on-failure:0", "on-failure")]
    [InlineData("always", "always")]
    [InlineData("unless-stopped", "unless-stopped")]
    public void Policies_are_dockers_words(string text, string again) => Assert.Equal(again, RestartPolicy.Parse(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("sometimes")]
    [InlineData("always:3")]
    [InlineData("no:1")]
    [InlineData("on-failure:")]
    [InlineData("on-failure:-1")]
    [InlineData("on-failure:99999999999")]
    [InlineData("On-Failure")]
    public void What_is_none_is_refused(string text) => Assert.Throws<SmolException>(() => RestartPolicy.Parse(text));

    [Theory]
    [InlineData("no", false, false)]
    [InlineData("on-failure", false, true)]
    [InlineData("on-failure:2", false, true)]
    [InlineData("on-failure:1", false, false)]
    [InlineData("always", true, true)]
    [InlineData("unless-stopped", true, true)]
    public void A_policy_looks_at_the_exit_code_and_counts(string text, bool afterDone, bool afterWrong)
    {
        RestartPolicy policy = RestartPolicy.Parse(text);
        Assert.Equal(afterDone, policy.Applies(Done, restarts: 1));
        Assert.Equal(afterWrong, policy.Applies(Wrong, restarts: 1));
        Assert.Equal(afterWrong, policy.Applies(Done with { HasFailed = true, ExitCode = null }, restarts: 1));
        Assert.False(policy.Applies(Wrong with { WasStopped = true }, restarts: 0));
        Assert.False(policy.Applies(Wrong with { IsDetached = true }, restarts: 0));
    }

    [Fact]
    public void Pauses_double_up_to_a_minute_and_a_long_run_makes_them_short_again()
    {
        var pause = new RestartPause();
        double[] pauses = [.. Enumerable.Range(0, 12).Select(_ => pause.After(TimeSpan.FromSeconds(1)).TotalSeconds)];
        Assert.Equal([0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8, 25.6, 51.2, 60, 60], pauses);
        Assert.Equal(0.1, pause.After(TimeSpan.FromSeconds(10)).TotalSeconds);
        Assert.Equal(0.2, pause.After(TimeSpan.FromSeconds(1)).TotalSeconds);
    }
}
