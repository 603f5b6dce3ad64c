using System.Diagnostics;
using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>The published program alone: without .NET, without the folder that it came from.</summary>
public sealed class StandaloneTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void The_program_is_all_that_is_needed()
    {
        string program = Path.Combine(Directory.CreateDirectory(_scratch["bin"]).FullName, "smol");
        File.Copy(SmolProgram.Binary, program);
        Directory.CreateDirectory(_scratch["home"]);
        Directory.CreateDirectory(_scratch["tree"]);
        File.WriteAllText(_scratch["tree/motd"], "hello\n");

        Assert.Equal("", Run(program, "image", "create", "--fs", "ffs", "--from", _scratch["tree"], _scratch["it.img"]));
        Assert.Equal("hello\n", Run(program, "image", "cat", _scratch["it.img"] + ":/motd"));

        Assert.Equal(["smol"], Directory.EnumerateFileSystemEntries(_scratch["bin"]).Select(Path.GetFileName));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_scratch["home"]));
    }

    private string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        start.Environment.Clear();
        start.Environment["HOME"] = _scratch["home"];
        start.Environment["DOTNET_ROOT"] = _scratch["none"];
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
