using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Smol.Storage;
using Smol.Storage.Archives;
using Smol.Storage.FileTrees;

namespace Smol.Building.Sandbox;

/// <summary>One run of scripts over a tree, from staging to reading back. It is used once.</summary>
/// <param name="tree">The tree; it is not changed.</param>
/// <param name="scripts">The scripts' names.</param>
/// <param name="options">How they run.</param>
/// <param name="progress">Told what they print.</param>
internal sealed class SandboxRun(FileTree tree, IReadOnlyList<string> scripts, PostinstOptions options, IProgress<string> progress)
{
    private readonly string _mark = "smol-script " + RandomNumberGenerator.GetHexString(32, lowercase: true);
    private readonly DevicePlaceholder _placeholder = new();
    private readonly ProgramComplaints _complaints = new();
    private TreeMerge? _merge;
    private SandboxReport _report = new();
    private (int Script, string Program)? _program;
    private bool _isListed;
    private Task _staging = Task.CompletedTask;

    /// <summary>Runs them.</summary>
    /// <param name="method">The way to get namespaces.</param>
    /// <param name="cancellation">Kills all that runs.</param>
    /// <exception cref="SmolException">The time is over, or content of the tree can't be read.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; nothing is left.</exception>
    public SandboxReport Run(SandboxMethod method, CancellationToken cancellation)
    {
        using var deadline = new CancellationTokenSource();
        using SandboxProcess? process = SandboxProcess.TryStart(method, Arguments(), options);
        if (process is null)
            return new() { Unable = "unshare, of util-linux, is not installed" };
        var lines = new OutputLines(_mark, progress, _complaints.Take);
        try
        {
            ReadToEnd(process, lines, deadline, cancellation);
            cancellation.ThrowIfCancellationRequested();
            if (deadline.IsCancellationRequested)
                throw new SmolException($"still ran after {options.Limits.Time.TotalSeconds:0} seconds, which is the time for all scripts", PlaceOfLast);
            // Content that can't be read is the cause of what the sandbox says then.
            if (_staging.Exception?.InnerException is SmolException)
                _staging.GetAwaiter().GetResult();
            return Finish(lines.Last);
        }
        catch
        {
            _report.Content?.Dispose();
            throw;
        }
    }

    private string PlaceOfLast => Path.Combine(options.ServiceFolder, "postinst", scripts[_report.Begun - 1]);

    private void ReadToEnd(SandboxProcess process, OutputLines lines, CancellationTokenSource deadline, CancellationToken cancellation)
    {
        using CancellationTokenRegistration cancelled = cancellation.UnsafeRegister(_ => process.Kill(), null);
        using CancellationTokenRegistration late = deadline.Token.UnsafeRegister(_ => process.Kill(), null);
        Task printing = Task.Run(() => lines.ReadAsync(process.Output), CancellationToken.None);
        try
        {
            ReadReports(process, deadline);
        }
        catch
        {
            process.Kill();
            throw;
        }
        finally
        {
            process.WaitForEnd();
            printing.GetAwaiter().GetResult();
            // It ends since nobody reads what it writes; how, is looked at when the rest is known.
            Task.WaitAny([_staging], CancellationToken.None);
        }
    }

    private SandboxReport Finish(IReadOnlyCollection<string> lastLines)
    {
        SandboxReport report = _report with { LastLines = lastLines, Program = FindProgram() };
        if (report.Content is not null)
            return report with { Tree = _merge!.Merge() };
        return report is { Unable: null, Failure: null, Begun: 0 } ? report with { Unable = lastLines.LastOrDefault() ?? "it ended without a word" } : report;
    }

    /// <summary>What sandbox.sh takes.</summary>
    private IEnumerable<string> Arguments()
    {
        StagedSize size = StagedSize.Of(tree);
        bool isConfined = options.Choice != PostinstChoice.Host;
        return
        [
            "/bin/sh", "-c", SandboxScript.Sandbox.Text, "sh",
            Number(size.Bytes + options.Limits.Space), Number(size.Files + options.Limits.Files),
            Word(isConfined), Word(options.HasNetwork || !isConfined),
            Number(options.Limits.Memory), Number(options.Limits.Processes), _mark, SandboxScript.RunScript.Text,
            .. scripts.Select(script => PostinstScripts.CalledFromRoot(options.Variables.Service, script)),
        ];
    }

    private void ReadReports(SandboxProcess process, CancellationTokenSource deadline)
    {
        var reader = new MessageReader(process.Reports);
        while (reader.TryReadMessage() is var (word, text))
        {
            switch (word)
            {
                case "READY":
                    BeginStaging(process.Input, text);
                    break;
                case "STAGED":
                    _merge!.Staged = MessageReader.ParseTime(text);
                    break;
                case "LIST" when !_isListed:
                    _merge!.TakeBefore(reader.ReadList());
                    _isListed = true;
                    break;
                case "LIST":
                    _merge!.TakeAfter(reader.ReadList());
                    break;
                case "OWNERS":
                    _merge!.TakeOwners(reader.ReadBytes(text));
                    break;
                case "CONTENT":
                    TakeContent(reader);
                    break;
                default:
                    TakeScriptReport(word, text, reader, deadline);
                    break;
            }
        }
    }

    private void TakeScriptReport(string word, string text, MessageReader reader, CancellationTokenSource deadline)
    {
        switch (word)
        {
            case "SCRIPT":
                if (_report.Begun == 0)
                    deadline.CancelAfter(options.Limits.Time);
                _report = _report with { Begun = _report.Begun + 1, ExitCode = null };
                break;
            case "EXIT":
                _report = _report with { ExitCode = int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) };
                break;
            case "PROGRAM":
                _program ??= (_report.Begun - 1, Encoding.UTF8.GetString(reader.ReadBytes(text)).Split('\n')[0]);
                break;
            case "MEMORY":
                _report = _report with { TookTooMuchMemory = true };
                break;
            case "UNABLE":
                _report = _report with { Unable = text };
                break;
            case "FAIL":
                _report = _report with { Failure = text };
                break;
        }
    }

    private void BeginStaging(Stream input, string ids)
    {
        long[] counts = [.. ids.Split(' ').Select(count => long.Parse(count, NumberStyles.None, CultureInfo.InvariantCulture))];
        _merge = new(tree, _placeholder, options.Time);
        _staging = Task.Run(() =>
        {
            using (input)
                TarWriter.Write(StagedTree.Stage(tree, options, _placeholder, counts[0], counts[1]), input);
        });
    }

    /// <summary>The bytes are kept in a file that has lost its name already, so that it goes whatever becomes of us.</summary>
    private void TakeContent(MessageReader reader)
    {
        string path = Path.Combine(options.ScratchFolder, "postinst-" + RandomNumberGenerator.GetHexString(16, lowercase: true));
        try
        {
            using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
                reader.CopyRest(file);
            _report = _report with { Content = new(path) };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be written: " + failure.Message, path, cause: failure);
        }
        finally
        {
            File.Delete(path);
        }
        _merge!.TakeContents(_report.Content!);
    }

    /// <summary>The first script that called a program of the image; what a shell could not run must be there to be one.</summary>
    private (int Script, string Program)? FindProgram()
    {
        if (options.RunsPrograms || options.Choice == PostinstChoice.Host || _merge is null)
            return null;
        var programs = new ImagePrograms(tree);
        (int Script, string Program)? complaint = _complaints.FirstOrNull(word => programs.IsExecutable(word) || _merge.HasExecutable(word));
        return complaint is null || _program?.Script < complaint.Value.Script ? _program : complaint;
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Word(bool value) => value ? "yes" : "no";
}
