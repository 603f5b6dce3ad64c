using System.Text.Json;

namespace Smol.EndToEnd.Tests;

/// <summary><c>smol lint</c>, and <c>smol build FILE --print</c>.</summary>
public sealed class LintTests : IDisposable
{
    private readonly SmolProgram _smol = new();

    public void Dispose() => _smol.Dispose();

    [Fact]
    public void What_is_wrong_is_shown_with_its_place_and_ends_with_1()
    {
        Put("Dockerfile.web", "FROM base,etc\nCOPY --chwon=a b c\nLABEL smolbsd.servise=x\n");
        SmolResult result = _smol.Run("lint", "Dockerfile.web");
        Assert.Equal(1, result.Code);
        Assert.Contains("Dockerfile.web:2:6: error: COPY has no flag --chwon [UnknownFlag]\n    COPY --chwon=a b c\n         ^~~~~~~~~\n    did you mean --chown?\n", result.Errors, StringComparison.Ordinal);
        Assert.Contains("Dockerfile.web:3:7: error: smol has no label smolbsd.servise", result.Errors, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Findings_are_printed_as_JSON()
    {
        Put("Dockerfile.web", "FROM base,etc\nMAINTAINER me\n");
        using JsonDocument findings = JsonDocument.Parse(_smol.MustRun("lint", "Dockerfile.web", "--format", "json"));
        JsonElement finding = Assert.Single(findings.RootElement.EnumerateArray());
        Assert.Equal(("warning", "MaintainerDeprecated", 2, 1), (finding.GetProperty("severity").GetString(), finding.GetProperty("rule").GetString(), finding.GetProperty("line").GetInt32(), finding.GetProperty("column").GetInt32()));
    }

    [Theory]
    [InlineData("lint")]
    [InlineData("build")]
    public void The_instructions_and_the_plan_are_printed(string command)
    {
        Put("web.smol", "ARG V=1\nFROM base,etc\nARG V\nRUN make V=$V\nCOPY a /b\n");
        Assert.Contains("4:1 RUN shell=\"make V=$V\"\n", _smol.MustRun(command, "web.smol", "--print", "ast"), StringComparison.Ordinal);
        string plan = _smol.MustRun(command, "web.smol", "--print", "plan", "--format", "json", "--build-arg", "V=2", "--arch", "amd64");
        using JsonDocument json = JsonDocument.Parse(plan);
        JsonElement run = json.RootElement.GetProperty("stages")[0].GetProperty("steps")[0];
        Assert.Equal(("run", "V", "2"), (run.GetProperty("step").GetString(), run.GetProperty("environment")[0].GetProperty("name").GetString(), run.GetProperty("environment")[0].GetProperty("value").GetString()));
        Assert.Equal("web", json.RootElement.GetProperty("settings").GetProperty("service").GetString());
    }

    [Fact]
    public void An_error_is_an_error_for_build_too_and_its_options_are_not_a_services()
    {
        Put("web.smol", "FROM base,etc\nRUNN x\n");
        SmolResult broken = _smol.Run("build", "./web.smol");
        Assert.Equal(1, broken.Code);
        Assert.Contains("./web.smol:2:1: there is no instruction RUNN", broken.Errors, StringComparison.Ordinal);
        SmolResult service = _smol.Run("build", "hello", "--target", "x");
        Assert.Equal(1, service.Code);
        Assert.Contains("hello: --target is for SMOLerfiles", service.Errors, StringComparison.Ordinal);
    }

    private void Put(string name, string text) => File.WriteAllText(_smol[name], text);
}
