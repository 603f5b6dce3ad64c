using System.Diagnostics;
using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>The published <c>smol</c>, run as a user runs it, with folders of its own that go with the test.</summary>
public sealed class SmolProgram : IDisposable
{
    private readonly Scratch _scratch = new();

    /// <summary>The current folder of each run.</summary>
    public string Folder => Directory.CreateDirectory(_scratch["work"]).FullName;

    /// <summary>What <c>SMOL_HOME</c> is.</summary>
    public string Home => _scratch["home"];

    /// <summary>Where <c>./build</c> puts it; <c>./test</c> says so.</summary>
    public static string Binary
    {
        get
        {
            string? path = System.Environment.GetEnvironmentVariable("SMOL_BINARY");
            if (path is null)
            {
                string folder = AppContext.BaseDirectory;
                while (!File.Exists(Path.Combine(folder, "smol.slnx")))
                    folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("run ./build first, or set SMOL_BINARY");
                path = Path.Combine(folder, "bin", "smol");
            }
            Assert.True(File.Exists(path), $"{path} is missing; run ./build");
            return path;
        }
    }

    /// <summary>A path in the current folder of the runs.</summary>
    public string this[string name] => Path.Combine(Folder, name);

    /// <summary>Variables that each run has.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public void Dispose() => _scratch.Dispose();

    /// <summary>Starts a command.</summary>
    public Process Start(params string[] arguments) => Start(new Dictionary<string, string>(), arguments);

    /// <summary>Runs a command to its end.</summary>
    public SmolResult Run(params string[] arguments) => Run(new Dictionary<string, string>(), arguments);

    /// <summary>Runs a command to its end in another environment.</summary>
    public SmolResult Run(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using Process process = Start(environment, arguments);
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, errors.Result);
    }

    /// <summary>Runs a command that must succeed, and returns what it printed on standard output.</summary>
    public string MustRun(params string[] arguments)
    {
        SmolResult result = Run(arguments);
        Assert.True(result.Code == 0, $"smol {string.Join(' ', arguments)} ended with {result.Code}:\n{result.Output}{result.Errors}");
        return result.Output;
    }

    /// <summary>Starts a command in another environment.</summary>
    public Process Start(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Binary, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        };
        start.Environment["SMOL_HOME"] = Home;
        foreach ((string name, string value) in Environment)
            start.Environment[name] = value;
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
