using System.Text.Json;

namespace Smol.DummyFirecracker;

/// <summary>The machine: what was asked for, in order, and whether it runs.</summary>
internal sealed class Machine(string id)
{
    private readonly TaskCompletionSource<int> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _seen = [];
    private string _habits = "";
    private string? _log;
    private bool _isStarted;
    private bool _hasBegun;
    private Guest? _guest;

    /// <summary>Ends with the exit code.</summary>
    public Task<int> End => _end.Task;

    /// <summary>Takes a request.</summary>
    /// <returns>The status and the body of the answer.</returns>
    public (int Status, string Body) Do(string method, string path, string body)
    {
        // Beside the machine's other files, for whoever wants to read it.
        File.AppendAllText("requests", $"{method} {path} {body}\n");
        if (method == "GET")
            return path == "/version" ? (200, """{"firecracker_version":"1.12.0"}""") : (404, "");
        if (Shapes.WhyNot(method, path, body) is { } problem)
            return Fault(problem);
        if (_isStarted && path is not ("/actions" or "/vm"))
            return Fault("The requested operation is not supported after starting the microVM.");
        _seen.Add(path);
        using JsonDocument document = JsonDocument.Parse(body);
        return path switch
        {
            "/logger" => Log(document.RootElement.GetProperty("log_path").GetString()!),
            "/boot-source" => Boot(document.RootElement),
            "/mmds/config" => document.RootElement.GetProperty("network_interfaces").EnumerateArray().All(card => _seen.Contains("/network-interfaces/" + card)) ? (204, "") : Fault("no such interface"),
            "/mmds" when !_seen.Contains("/mmds/config") => Fault("The MMDS data store is not initialized."),
            "/actions" => Act(document.RootElement.GetProperty("action_type").GetString()!),
            "/vm" => Hold(document.RootElement.GetProperty("state").GetString() == "Paused"),
            _ => (204, ""),
        };
    }

    private (int, string) Log(string path)
    {
        _log = path;
        File.AppendAllText(path, "Running Firecracker v1.12.0\n");
        return (204, "");
    }

    private (int, string) Boot(JsonElement source)
    {
        if (!File.Exists(source.GetProperty("kernel_image_path").GetString()))
            return Fault("The kernel file cannot be opened: No such file or directory");
        _habits = source.TryGetProperty("boot_args", out JsonElement arguments) ? arguments.GetString()! : "";
        return (204, "");
    }

    private (int, string) Act(string action)
    {
        if (action == "SendCtrlAltDel")
        {
            if (!_isStarted)
                return Fault("not started");
            if (!Has("ignore-keys"))
                Finish();
            return (204, "");
        }
        if (_isStarted)
            return Fault("already started");
        if (!_seen.Contains("/boot-source"))
            return Fault("Cannot start microvm without kernel configuration.");
        if (Has("refuse"))
            return Fault("Error creating KVM object: Permission denied");
        _isStarted = true;
        _guest = new(id, Finish, Has);
        return (204, "");
    }

    /// <summary>The first instruction, when whoever started it has the answer.</summary>
    public void Begin()
    {
        if (_guest is null || _hasBegun)
            return;
        _hasBegun = true;
        _guest.Begin();
    }

    private (int, string) Hold(bool isPaused)
    {
        if (!_isStarted)
            return Fault("not started");
        _guest!.IsPaused = isPaused;
        return (204, "");
    }

    private void Finish()
    {
        if (Has("crash"))
            Environment.FailFast(null);
        if (_log is not null)
            File.AppendAllText(_log, "Firecracker exiting successfully. exit_code=0\n");
        _end.TrySetResult(0);
    }

    private bool Has(string habit) => _habits.Split(' ').Contains("dummy." + habit);

    private static (int, string) Fault(string problem) => (400, $$"""{"fault_message":"{{problem}}"}""");
}
