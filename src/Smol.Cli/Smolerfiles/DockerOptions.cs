using System.CommandLine;
using System.Net;
using Smol.Building.Recipes.Smolerfiles;
using Smol.Building.Recipes.Smolerfiles.Planning;
using Smol.Building.Recipes.Smolerfiles.Variables;
using Smol.Cli.Output;
using Smol.Storage;

namespace Smol.Cli.Smolerfiles;

/// <summary>What people add to <c>docker build</c>: it means the same here, or is answered.</summary>
internal sealed class DockerOptions
{
    private const string HostGateway = "10.0.2.2"; // QEMU's user network, docs/system/devices/net.rst

    private readonly Option<string[]> _labels = new("--label") { Description = "A label of the image, as a last LABEL gives it; may be given again", HelpName = "NAME=VALUE" };
    private readonly Option<string[]> _hosts = new("--add-host") { Description = "A line of /etc/hosts while RUN steps run; may be given again", HelpName = "NAME:ADDRESS" };
    private readonly Option<string[]> _filter = new("--no-cache-filter") { Description = "A stage whose steps are done again; may be given again, or with commas", HelpName = "STAGE" };
    private readonly Option<string?> _platform = new("--platform") { Description = "The image's system and processor, as linux/amd64 or netbsd/arm64", HelpName = "SYSTEM/PROCESSOR" };
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Print the image's name, and errors, only" };
    private readonly Option<string?> _progress = new Option<string?>("--progress") { Description = "plain: without a line that changes; quiet: as --quiet" }.AcceptOnlyFromAmong("auto", "tty", "plain", "quiet");
    private readonly Option<bool> _check = new("--check") { Description = "Say what is wrong with the file, as 'smol lint' does, and build nothing" };
    private readonly Option<bool> _pull = new("--pull") { Description = "Nothing is pulled: bases are sets, and images of the store", Hidden = true };

    // What they ask for is so anyway.
    private readonly Option<bool>[] _granted = [new("--rm") { Hidden = true }, new("--force-rm") { Hidden = true }, new("--load") { Hidden = true }];

    /// <summary>Adds them to a command.</summary>
    public static DockerOptions AddTo(Command command)
    {
        var options = new DockerOptions();
        foreach (Option option in (Option[])[options._labels, options._hosts, options._filter, options._platform, options._quiet, options._progress, options._check, options._pull, .. options._granted])
            command.Add(option);
        RefusedOptions.AddTo(command);
        return options;
    }

    /// <summary>Those that say something of a SMOLerfile, and nothing of a service.</summary>
    public IReadOnlyList<Option> OfFiles => [_labels, _hosts, _filter, _platform, _check];

    /// <summary>Whether the file is only looked at.</summary>
    public bool IsCheck(ParseResult parsed) => parsed.GetValue(_check);

    /// <summary>The stages whose steps are done again, by names or numbers.</summary>
    public IReadOnlyList<string> Uncached(ParseResult parsed) => [.. (parsed.GetValue(_filter) ?? []).SelectMany(names => names.Split(','))];

    /// <summary>Has the screen show what is wanted, and says what has no effect.</summary>
    public void SetScreen(ParseResult parsed)
    {
        Screen.IsQuiet = parsed.GetValue(_quiet) || parsed.GetValue(_progress) == "quiet";
        Screen.IsPlain = parsed.GetValue(_progress) == "plain";
        if (parsed.GetValue(_pull))
            Screen.Say("smol: note: --pull has nothing to pull: a base is taken from the sets, or from the store as it is");
    }

    /// <summary>The architecture, in NetBSD's words; null where the command line does not say it.</summary>
    /// <exception cref="SmolException">The platform is none.</exception>
    public string? Architecture(ParseResult parsed) => Platform(parsed)?.Processor switch
    {
        null => null,
        "386" => "i386",
        "arm64" or "aarch64" => "evbarm-aarch64",
        "x86_64" => "amd64",
        var processor => processor,
    };

    /// <summary>Refuses a plan for another system than the one that is asked for.</summary>
    /// <exception cref="SmolException">It is one.</exception>
    public void Check(ParseResult parsed, SmolerfilePlan plan)
    {
        string system = PredefinedArguments.System(plan.Settings.Options.Guest);
        if (Platform(parsed)?.System is { } wanted && wanted != system)
            throw new SmolException($"the image is for {system}, not for {wanted}", $"--platform {parsed.GetValue(_platform)}", "what FROM names, and LABEL smolbsd.guest, say the system");
    }

    /// <summary>What they add to the options that a SMOLerfile is read with.</summary>
    /// <exception cref="SmolException">A label or a host is none.</exception>
    public SmolerfileOptions Add(ParseResult parsed, SmolerfileOptions options) => options with
    {
        Labels = [.. (parsed.GetValue(_labels) ?? []).Select(Label)],
        Hosts = [.. (parsed.GetValue(_hosts) ?? []).Select(Host)],
    };

    private (string? System, string Processor)? Platform(ParseResult parsed) => parsed.GetValue(_platform)?.Split('/') switch
    {
        null => null,
        [var processor] when processor.Length > 0 => (null, processor),
        [var system, var processor, ..] words when words.Length <= 3 && system.Length > 0 && processor.Length > 0 => (system, processor),
        _ => throw new SmolException("is no platform", $"--platform {parsed.GetValue(_platform)}", "write linux/amd64, netbsd/arm64, or one of these processors alone"),
    };

    private static KeyValuePair<string, string> Label(string text) =>
        text.Split('=', 2) is [{ Length: > 0 } name, .. var value]
            ? new(name, value is [var said] ? said : "")
            : throw new SmolException("is no label", $"--label {text}", "labels are given as NAME=VALUE");

    private static string Host(string text)
    {
        int at = text.IndexOfAny(['=', ':']);
        string address = at < 0 ? "" : text[(at + 1)..].Trim('[', ']');
        if (address == "host-gateway")
            address = HostGateway;
        return at > 0 && !text.AsSpan(0, at).ContainsAny(" \t#") && IPAddress.TryParse(address, out _)
            ? $"{address} {text[..at]}"
            : throw new SmolException("is no host with an address", $"--add-host {text}", "hosts are given as NAME:ADDRESS, or NAME:host-gateway for this host");
    }
}
