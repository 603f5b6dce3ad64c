using System.Diagnostics;

namespace Smol.TestSupport;

/// <summary>Someone else's program, run to judge our work.</summary>
public static class Oracle
{
    /// <summary>Runs a program to its end; a test whose oracle is not installed is skipped, and says so.</summary>
    /// <returns>Exit code, standard output, standard error.</returns>
    public static (int Code, string Output, string Errors) Run(string program, params string[] arguments) => RunIn(null, program, arguments);

    /// <summary>The same, in a folder.</summary>
    public static (int Code, string Output, string Errors) RunIn(string? folder, string program, params string[] arguments)
    {
        string path = Find(program);
        var start = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? "",
        };
        start.Environment["LC_ALL"] = "C";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    /// <summary>Runs a program that must succeed, and returns what it printed.</summary>
    public static string MustRun(string program, params string[] arguments)
    {
        (int code, string output, string errors) = Run(program, arguments);
        Xunit.Assert.True(code == 0, $"{program} {string.Join(' ', arguments)} ended with {code}:\n{output}{errors}");
        return output;
    }

    /// <summary>Where the program is.</summary>
    public static string Find(string program)
    {
        string folders = Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin:/sbin";
        foreach (string folder in folders.Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            string path = Path.Combine(folder, program);
            if (File.Exists(path))
                return path;
        }
        Xunit.Assert.Skip($"{program} is not installed");
        throw new InvalidOperationException();
    }
}
