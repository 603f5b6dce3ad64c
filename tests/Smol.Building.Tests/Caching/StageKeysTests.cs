using System.Text;
using Smol.Building.Caching;
using Smol.Building.Recipes.Smolerfiles;
using Smol.Building.Recipes.Smolerfiles.Planning;

namespace Smol.Building.Tests.Caching;

/// <summary>What changes the keys of steps, and what does not. The steps of both files are written with '|' between them.</summary>
public sealed class StageKeysTests
{
    [Theory]
    [InlineData("RUN a|RUN b", "RUN a|# a comment||RUN b")]
    [InlineData("RUN a  b", "RUN   a  b")]
    [InlineData("RUN a|RUN b", "CMD x|RUN a|LABEL a=b|RUN b")]
    [InlineData("RUN a|RUN b", "EXPOSE 80|RUN a|STOPSIGNAL SIGINT|VOLUME [\"/v\"]|RUN b", "VOLUME")]
    [InlineData("ARG A=1|COPY a /|RUN b", "ARG A=2|COPY a /|RUN b", "RUN")]
    [InlineData("ARG A=1|RUN b|COPY a /", "ARG A=2|RUN b|COPY a /", "RUN")]
    [InlineData("RUN b|ARG A=1", "RUN b|ARG A=2")]
    [InlineData("ARG A=x|COPY $A /", "COPY x /")]
    [InlineData("ENV A=1|COPY a /", "ENV A=2|COPY a /")]
    [InlineData("ENV A=1|RUN a", "ENV A=2|RUN a", "RUN")]
    [InlineData("RUN a", "RUN A", "RUN")]
    [InlineData("RUN a", "RUN [\"a\"]", "RUN")]
    [InlineData("RUN a", "SHELL [\"/bin/ksh\", \"-c\"]|RUN a", "RUN")]
    [InlineData("RUN a|USER 7", "RUN a|USER 8", "USER")]
    [InlineData("WORKDIR /a|RUN a", "WORKDIR /b|RUN a", "WORKDIR")]
    [InlineData("RUN a", "RUN --network=none a", "RUN")]
    [InlineData("RUN a", "RUN --mount=type=secret,id=x a", "RUN")]
    [InlineData("RUN <<E\na\nE", "RUN <<E\nb\nE", "RUN")]
    [InlineData("COPY a /", "ADD a /", "ADD")]
    [InlineData("COPY a /", "COPY --chown=7 a /", "COPY")]
    [InlineData("COPY a /", "COPY --chmod=755 a /", "COPY")]
    [InlineData("COPY a b /c/", "COPY b a /c/", "COPY")]
    [InlineData("COPY <<E /a\nx\nE", "COPY <<E /a\ny\nE", "COPY")]
    public void Keys_differ_from_the_first_step_on_that_would_do_something_else(string first, string second, string? changed = null)
    {
        (string Verb, string Key)[] before = Keys(first);
        (string Verb, string Key)[] after = Keys(second);
        int at = changed is null ? after.Length : Array.FindIndex(after, step => step.Verb == changed);
        Assert.NotEqual(-1, at);
        if (changed is null)
            Assert.Equal(before[^1].Key, after[^1].Key);
        else
            Assert.DoesNotContain(after[at].Key, before.Select(step => step.Key));
        // What comes before is not touched, and nothing after it is as it was.
        Assert.All(after.Take(at), step => Assert.True(step.Key == Begin || before.Any(other => other.Key == step.Key) || changed is null));
        Assert.All(after.Skip(at), step => Assert.DoesNotContain(step.Key, before.Select(other => other.Key)));
    }

    [Fact]
    public void An_argument_of_the_command_line_counts_for_what_comes_after_its_ARG_and_a_proxy_only_with_one()
    {
        const string Text = "RUN a|ARG V|RUN b|COPY c /";
        string[] without = [.. Keys(Text).Select(step => step.Key)];
        string[] with = [.. Keys(Text, new() { ["V"] = "1" }).Select(step => step.Key)];
        Assert.Equal(without[0], with[0]);
        Assert.NotEqual(without[1], with[1]);
        Assert.NotEqual(with[1], Keys(Text, new() { ["V"] = "2" })[1].Key);

        Assert.Equal(Keys("RUN a"), Keys("RUN a", new() { ["http_proxy"] = "http://p" }));
        Assert.NotEqual(Keys("ARG http_proxy|RUN a"), Keys("ARG http_proxy|RUN a", new() { ["http_proxy"] = "http://p" }));
    }

    [Fact]
    public void The_kernel_counts_for_RUN_and_files_for_COPY()
    {
        const string Text = "COPY a /|WORKDIR /w|RUN a|COPY b /";
        string[] keys = [.. Keys(Text).Select(step => step.Key)];
        string[] otherKernel = [.. Keys(Text, guest: "other").Select(step => step.Key)];
        string[] otherFiles = [.. Keys(Text, files: "other").Select(step => step.Key)];
        string[] otherBase = [.. Keys(Text, begin: "other").Select(step => step.Key)];
        Assert.Equal([true, true, false, false], keys.Zip(otherKernel, (one, other) => one == other));
        Assert.Empty(keys.Intersect(otherFiles));
        Assert.Empty(keys.Intersect(otherBase));
    }

    [Theory]
    [InlineData("bind,target=/m", false)]
    [InlineData("cache,target=/m", true)]
    [InlineData("secret,id=m", true)]
    public void What_is_mounted_from_the_context_counts(string mount, bool isSame) =>
        Assert.Equal(isSame, Keys($"RUN --mount=type={mount} a")[0] == Keys($"RUN --mount=type={mount} a", files: "other")[0]);

    private const string Begin = "begin";

    private static (string Verb, string Key)[] Keys(string text, Dictionary<string, string>? arguments = null, string guest = "guest", string files = "files", string begin = Begin)
    {
        string file = "FROM scratch\nLABEL smolbsd.guest=linux\n" + text.Replace('|', '\n') + "\n";
        var options = new SmolerfileOptions { BuildArguments = arguments ?? [] };
        IReadOnlyList<PlanStep> steps = Smolerfile.Read("t.smol", Encoding.UTF8.GetBytes(file), options).Require().Target.Steps;
        IReadOnlyList<string> keys = new StageKeys(_ => files, (_, _) => files, new(guest)).Of(begin, steps);
        return [.. steps.Zip(keys, (step, key) => (step.Text.Split(' ')[0], key)).Where(step => step.Item1 is "RUN" or "COPY" or "ADD" or "WORKDIR" or "USER" or "VOLUME")];
    }
}
