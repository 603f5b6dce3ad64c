using System.Diagnostics;
using System.Globalization;

namespace Smol.Bench;

/// <summary>
/// How long from the command to the exec of QEMU, for one machine file, against what startnb.sh takes to print that command. QEMU is a
/// script that makes a file and fails; what asks it for its version gets the real one's.
/// </summary>
/// <param name="smol">The program.</param>
/// <param name="scratch">A folder for the machine.</param>
/// <param name="checkout">A checkout of smolBSD.</param>
internal sealed class StartTime(string smol, string scratch, string checkout)
{
    private readonly string _folder = Path.Combine(scratch, "start");

    private string Noted => Path.Combine(_folder, "noted");

    public void Run(int rounds, TextWriter output)
    {
        Prepare();
        string[] machine = ["-f", "etc/bozohttpd.conf"];
        (string Name, string[] Command)[] all =
        [
            ("startnb.sh -v", ["./startnb.sh", .. machine, "-v"]),
            ("smol startnb -v", [smol, "startnb", .. machine, "-v"]),
            ("smol run -d, to exec", [smol, "run", "-d", .. machine]),
            ("smol run, to exec", [smol, "run", .. machine]),
        ];
        var runs = all.Select(_ => new List<double>()).ToArray();
        for (int round = 0; round <= rounds; round++)
            for (int contender = 0; contender < all.Length; contender++)
                if (Measure(all[contender].Command) is double seconds && round > 0) // the first is the warm-up
                    runs[contender].Add(seconds);

        output.WriteLine($"### start: etc/bozohttpd.conf\n\n| command | wall, median of {rounds} | it / startnb.sh -v, median of pairs |\n|---|---:|---:|");
        for (int contender = 0; contender < all.Length; contender++)
        {
            double ratio = Comparison.Median(runs[contender].Zip(runs[0], (its, peers) => its / peers));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {all[contender].Name} | {Comparison.Median(runs[contender]) * 1000:0} ms | {ratio:0.00} |"));
        }
        output.WriteLine();
    }

    private void Prepare()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        Directory.CreateDirectory(_folder);
        Execute("sh", "-c", $"cp -R {checkout}/etc {checkout}/scripts {checkout}/service {checkout}/startnb.sh . && mkdir -p images kernels tree && cp /bin/sh kernels/netbsd-SMOL");
        Execute(smol, "image", "create", "--fs", "ffs", "--from", "tree", "images/bozohttpd-amd64.img");
        string qemu = Path.Combine(_folder, "qemu");
        File.WriteAllText(qemu, $"#!/bin/sh\n[ \"$1\" != --version ] || exec qemu-system-x86_64 --version\n>{Noted}\nexit 1\n");
        File.SetUnixFileMode(qemu, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    /// <summary>Seconds to the moment that was noted, or else to the end.</summary>
    private double Measure(string[] command)
    {
        File.Delete(Noted);
        DateTimeOffset begin = TimeProvider.System.GetUtcNow();
        Execute(command);
        DateTimeOffset end = File.Exists(Noted) ? File.GetLastWriteTimeUtc(Noted) : TimeProvider.System.GetUtcNow();
        return (end - begin).TotalSeconds;
    }

    private void Execute(params string[] command)
    {
        var start = new ProcessStartInfo(command[0].StartsWith("./", StringComparison.Ordinal) ? Path.Combine(_folder, command[0]) : command[0], command.Skip(1))
        {
            WorkingDirectory = _folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["SMOL_HOME"] = Path.Combine(_folder, "home");
        start.Environment["QEMU"] = Path.Combine(_folder, "qemu");
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        errors.Wait();
    }
}
