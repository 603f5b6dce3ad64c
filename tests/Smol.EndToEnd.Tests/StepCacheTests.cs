using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>What guests have done for a SMOLerfile is not done again: with Debian's kernel and busybox under TCG. Each RUN leaves a number that no other run of it leaves.</summary>
public sealed class StepCacheTests : IDisposable
{
    private const string Head = "FROM busybox-static\nLABEL guest=linux imgsize=64\n";
    private readonly LinuxGuest _guest = new();

    private SmolProgram Smol => _guest.Smol;

    public StepCacheTests()
    {
        File.WriteAllText(Smol["a.txt"], "a\n");
        File.WriteAllText(Smol["b.txt"], "b\n");
    }

    public void Dispose() => _guest.Dispose();

    [Fact]
    public void Only_what_has_changed_is_done_again()
    {
        WriteSteps("echo second");
        string first = Build().Errors;
        string[] stamps = Stamps("job");
        int boots = Boots();
        Assert.Equal(1, boots);
        Assert.DoesNotContain("CACHED", first, StringComparison.Ordinal);

        // Nothing.
        string same = Build("-t", "again").Errors;
        Assert.Equal(10, same.Split("CACHED job.smol:").Length - 1);
        Assert.Equal(Digest("job-amd64:latest"), Digest("job-amd64:again"));
        Assert.Equal(boots, Boots());

        // The last COPY.
        File.WriteAllText(Smol["b.txt"], "c\n");
        string copied = Build().Errors;
        Assert.Contains("CACHED job.smol:8:1: RUN", copied, StringComparison.Ordinal);
        Assert.DoesNotContain("CACHED job.smol:9:1: COPY", copied, StringComparison.Ordinal);
        Assert.Equal("c\n", Smol.MustRun("image", "cat", "job:/b.txt"));
        Assert.Equal(stamps, Stamps("job"));
        Assert.Equal("", Smol.MustRun("image", "fsck", "job"));
        Assert.Equal(boots, Boots());

        // What a machine of the image does.
        WriteSteps("echo second", "exit 4");
        Assert.Contains("CACHED job.smol:8:1: RUN", Build().Errors, StringComparison.Ordinal);
        Assert.Equal(boots, Boots());
        Assert.Equal(4, Smol.Run("run", "--rm", "job").Code);

        // A RUN in the middle.
        WriteSteps("echo other");
        string changed = Build().Errors;
        Assert.Contains("CACHED job.smol:5:1: RUN", changed, StringComparison.Ordinal);
        Assert.DoesNotContain("CACHED job.smol:6:1: RUN", changed, StringComparison.Ordinal);
        Assert.Equal(boots + 1, Boots());
        string[] after = Stamps("job");
        Assert.Equal(stamps[0], after[0]);
        Assert.NotEqual(stamps[1], after[1]);
        Assert.NotEqual(stamps[2], after[2]);
        Assert.Equal("kept in /tmp\n", Smol.MustRun("image", "cat", "job:/found"));

        // And back: what was kept is still there.
        WriteSteps("echo second");
        Build();
        Assert.Equal(stamps, Stamps("job"));
        Assert.Equal(boots + 1, Boots());

        // Whatever was kept.
        Assert.DoesNotContain("CACHED", Build("--no-cache").Errors, StringComparison.Ordinal);
        Assert.Equal(boots + 2, Boots());
        Assert.Empty(stamps.Intersect(Stamps("job")));
        Assert.Equal("[]\n", Smol.MustRun("ps", "-a", "--format", "json"));
    }

    [Fact]
    public void Two_equal_builds_at_once_do_the_work_once()
    {
        WriteSteps("echo second");
        using Process one = Start("-t", "one");
        using Process two = Start("-t", "two");
        Assert.All([one, two], build => Assert.Equal(0, End(build)));

        Assert.Equal(1, Boots());
        Assert.Equal(Digest("job-amd64:one"), Digest("job-amd64:two"));
    }

    [Fact]
    public void Two_builds_that_begin_with_the_same_steps_run_them_once()
    {
        WriteSteps("echo second");
        File.WriteAllText(Smol["job2.smol"], File.ReadAllText(Smol["job.smol"]) + "RUN echo more\n");
        using Process one = Start();
        using Process two = StartOf("job2.smol");
        Assert.All([one, two], build => Assert.Equal(0, End(build)));

        // Whichever came first, the other one took what was there: its boot is for what the first one does not have.
        Assert.InRange(Boots(), 1, 2);
        Assert.Equal(Stamps("job"), Stamps("job2"));
    }

    [Fact]
    public void What_was_done_before_a_step_failed_is_kept_and_what_is_damaged_is_done_again()
    {
        File.WriteAllText(Smol["job.smol"], Head + Stamp(1) + "RUN exit 3\n");
        Assert.Equal(1, Run().Code);
        File.WriteAllText(Smol["job.smol"], Head + Stamp(1) + Stamp(2));
        Assert.Contains("CACHED job.smol:3:1: RUN", Build().Errors, StringComparison.Ordinal);
        string first = Smol.MustRun("image", "cat", "job:/stamp1");

        foreach (string path in Directory.GetFiles(Path.Combine(Smol.Home, "cache", "steps", "layers"), "0.img", SearchOption.AllDirectories))
        {
            using FileStream disk = File.OpenWrite(path);
            disk.Position = 4 << 20;
            disk.Write("damaged"u8);
        }
        File.AppendAllText(Smol["job.smol"], "CMD exit 0\n");
        Assert.DoesNotContain("CACHED job.smol:3:1: RUN", Build().Errors, StringComparison.Ordinal);
        Assert.NotEqual(first, Smol.MustRun("image", "cat", "job:/stamp1"));
        Assert.Equal("", Smol.MustRun("image", "fsck", "job"));
    }

    [Fact]
    public void Steps_are_listed_and_removed_and_an_image_can_stand_in_for_them()
    {
        const string Secret = "5a1c0ffee-of-nobody";
        File.WriteAllText(Smol["token"], Secret);
        WriteStages("exit 1");
        Build("--secret", "id=token,src=token");
        string stamp = Smol.MustRun("image", "cat", "job:/stamp1");
        Assert.Equal(2, Boots());
        Assert.Equal(Secret.Length.ToString(CultureInfo.InvariantCulture), Smol.MustRun("image", "cat", "job:/length").Trim());
        Assert.Equal(1, Oracle.Run("grep", "-rlF", Secret, Path.Combine(Smol.Home, "cache")).Code);

        // What is kept gives the same image, file by file.
        Build("-o", "again.img");
        Assert.Equal(2, Boots());
        Assert.Equal(Digest("job-amd64:latest"), Smol.MustRun("image", "digest", "again.img").Trim());

        using (JsonDocument steps = JsonDocument.Parse(Smol.MustRun("builder", "du", "--format", "json")))
        {
            Assert.Equal(2, steps.RootElement.GetArrayLength());
            Assert.All(steps.RootElement.EnumerateArray(), step => Assert.True(step.GetProperty("inUse").GetBoolean() && step.GetProperty("size").GetInt64() > 0));
        }
        Assert.StartsWith("0 steps", Smol.MustRun("builder", "prune"), StringComparison.Ordinal);
        Assert.StartsWith("0 steps", Smol.MustRun("builder", "prune", "--all", "--filter", "until=1h"), StringComparison.Ordinal);
        Assert.StartsWith("0 steps", Smol.MustRun("builder", "prune", "--all", "--keep-storage", "1g"), StringComparison.Ordinal);
        Assert.StartsWith("2 steps", Smol.MustRun("builder", "prune", "--all"), StringComparison.Ordinal);
        Assert.Equal("[]\n", Smol.MustRun("builder", "du", "--format", "json"));
        Assert.NotEqual(0, Smol.Run("builder", "prune", "--filter", "until=soon").Code);

        WriteStages("exit 2");
        Assert.Contains("CACHED job.smol:7:1: RUN", Build("--cache-from", "job").Errors, StringComparison.Ordinal);
        Assert.Equal(2, Boots());
        Assert.Equal(stamp, Smol.MustRun("image", "cat", "job:/stamp1"));
        Assert.Equal("", Smol.MustRun("image", "fsck", "job"));
        Assert.Contains("exit 2", Smol.MustRun("image", "cat", "job:/etc/rc"), StringComparison.Ordinal);
        Build("--no-cache", "--cache-from", "job", "--secret", "id=token,src=token");
        Assert.Equal(4, Boots());
    }

    [Fact]
    public void A_build_that_is_stopped_keeps_the_steps_before_and_a_killed_one_leaves_nothing()
    {
        File.WriteAllText(Smol["job.smol"], Head + Stamp(1) + "RUN echo begun; sleep 1000\n");
        foreach ((string signal, int code) in new[] { ("-INT", 130), ("-KILL", 137) })
        {
            using Process build = Start();
            build.StandardInput.Close();
            while (build.StandardError.ReadLine() is { } line && line != "begun")
                Assert.DoesNotContain("smol: error", line, StringComparison.Ordinal);
            Oracle.MustRun("kill", signal, build.Id.ToString(CultureInfo.InvariantCulture));
            build.StandardError.ReadToEnd();
            build.WaitForExit();
            Assert.Equal(code, build.ExitCode);
            Assert.Equal("[]\n", Smol.MustRun("images", "--format", "json"));
            Assert.Contains("RUN cat", Smol.MustRun("builder", "du"), StringComparison.Ordinal);
        }
        File.WriteAllText(Smol["job.smol"], Head + Stamp(1) + Stamp(2));
        Assert.Contains("CACHED job.smol:3:1: RUN", Build().Errors, StringComparison.Ordinal);
        Assert.Equal("[]\n", Smol.MustRun("ps", "-a", "--format", "json"));
        Assert.Equal(2, Directory.GetDirectories(Path.Combine(Smol.Home, "cache", "steps", "layers")).Length);
    }

    private void WriteStages(string workload) => File.WriteAllText(Smol["job.smol"], $"""
        FROM busybox-static AS tools
        RUN --mount=type=secret,id=token wc -c </run/secrets/token >/length
        FROM busybox-static
        LABEL guest=linux imgsize=64
        COPY --from=tools /length /
        COPY a.txt /
        RUN cat /proc/sys/kernel/random/uuid >/stamp1
        CMD {workload}
        """);

    private static string Stamp(int number) => $"RUN cat /proc/sys/kernel/random/uuid >/stamp{number}\n";

    private void WriteSteps(string second, string workload = "exit 0") => File.WriteAllText(Smol["job.smol"], $"""
        {Head}COPY a.txt /
        ENV GREETING=hello
        {Stamp(1)}RUN {second} && echo kept in /tmp >/tmp/file && cat /proc/sys/kernel/random/uuid >/stamp2
        WORKDIR /srv
        RUN cat /tmp/file >/found && cat /proc/sys/kernel/random/uuid >/stamp3
        COPY b.txt /
        EXPOSE 80
        CMD ["/bin/sh", "-c", "{workload}"]
        """);

    private string[] Stamps(string image) => [.. new[] { 1, 2, 3 }.Select(number => Smol.MustRun("image", "cat", $"{image}:/stamp{number}"))];

    private string Digest(string name)
    {
        using JsonDocument images = JsonDocument.Parse(Smol.MustRun("images", "--format", "json"));
        return images.RootElement.EnumerateArray().Single(image => $"{image.GetProperty("repository")}:{image.GetProperty("tag")}" == name).GetProperty("digest").GetString()!;
    }

    private int Boots() => File.ReadLines(Path.Combine(Smol.Home, "machines.events")).Count(line => line.Contains("\"Create\"", StringComparison.Ordinal) && line.Contains("build-", StringComparison.Ordinal));

    private SmolResult Build(params string[] more)
    {
        SmolResult result = Run(more);
        Assert.True(result.Code == 0, result.Errors);
        return result;
    }

    private SmolResult Run(params string[] more) => Smol.Run(["build", "job.smol", "--sets", DebianPackages.Folder, .. more]);

    private Process Start(params string[] more) => StartOf("job.smol", more);

    private Process StartOf(string file, params string[] more) => Smol.Start(["build", file, "--sets", DebianPackages.Folder, .. more]);

    private static int End(Process build)
    {
        build.StandardInput.Close();
        Task<string> errors = build.StandardError.ReadToEndAsync();
        build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        return errors.Result.Length > 0 ? build.ExitCode : -1;
    }
}
