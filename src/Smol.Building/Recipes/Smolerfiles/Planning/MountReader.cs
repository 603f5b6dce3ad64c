using System.Globalization;
using System.Text;
using Smol.Building.Recipes.Smolerfiles.Diagnostics;
using Smol.Building.Recipes.Smolerfiles.Lexing;
using Smol.Building.Recipes.Smolerfiles.Syntax;

namespace Smol.Building.Recipes.Smolerfiles.Planning;

/// <summary>Reads <c>RUN --mount=type=…,key=value</c> (Dockerfile reference, "RUN --mount").</summary>
internal sealed class MountReader(PlanContext context, StageState stage, RunInstruction run)
{
    private static readonly string[] Keys =
        ["type", "from", "source", "src", "target", "dst", "destination", "readonly", "ro", "readwrite", "rw", "id", "sharing", "required", "size", "mode", "uid", "gid", "env"];

    private static readonly Dictionary<string, (RunMountKind Kind, string[] Keys)> Kinds = new()
    {
        ["bind"] = (RunMountKind.Bind, ["from", "source", "target", "readonly"]),
        ["cache"] = (RunMountKind.Cache, ["id", "from", "source", "target", "readonly", "sharing", "mode", "uid", "gid"]),
        ["tmpfs"] = (RunMountKind.Tmpfs, ["target", "size"]),
        ["secret"] = (RunMountKind.Secret, ["id", "source", "target", "required", "mode", "uid", "gid", "env"]),
    };

    private static readonly string[] Sharings = ["shared", "private", "locked"];

    /// <summary>Adds the mount to others.</summary>
    /// <returns>False when it is none, which is then among the findings.</returns>
    public bool TryRead(MappedText text, ICollection<RunMount> mounts)
    {
        if (Fields(text) is not { } fields)
            return false;
        string kind = fields.GetValueOrDefault("type", "bind").ToLowerInvariant();
        if (kind == "ssh")
            return CheckAgent(text, fields);
        if (!Kinds.TryGetValue(kind, out (RunMountKind Kind, string[] Keys) found))
            return Refuse(text, $"'{kind}' is no type of mount", DiagnosticBag.Suggest(kind, Kinds.Keys) ?? "there are " + string.Join(' ', Kinds.Keys)) is not null;
        if (fields.Keys.FirstOrDefault(key => key != "type" && !found.Keys.Contains(key)) is { } stranger)
            return Refuse(text, $"a mount of the type {kind} has no '{stranger}'", "it has " + string.Join(' ', found.Keys)) is not null;
        if (Build(text, found.Kind, fields) is not { } mount)
            return false;
        mounts.Add(mount);
        return true;
    }

    /// <summary>Without an agent, docker runs a step that does not require one, too.</summary>
    private bool CheckAgent(MappedText text, Dictionary<string, string> fields)
    {
        const string Problem = "no agent of the host is reachable from a guest", Hint = "give the key as a secret: --mount=type=secret,id=ID";
        bool isRequired = fields.TryGetValue("required", out string? required) && IsTrue(required);
        if (isRequired)
            context.Diagnostics.Error(DiagnosticRule.UnsupportedFlag, text.Span, Problem, Hint);
        else
            context.Diagnostics.Warn(DiagnosticRule.FlagWithoutEffect, text.Span, Problem + ": the step runs without one", Hint);
        return !isRequired;
    }

    private Dictionary<string, string>? Fields(MappedText text)
    {
        var fields = new Dictionary<string, string>();
        foreach (string field in Split(text.Text))
        {
            int equals = field.IndexOf('=', StringComparison.Ordinal);
            string key = (equals < 0 ? field : field[..equals]).ToLowerInvariant();
            if (!Keys.Contains(key))
            {
                Refuse(text, $"a mount has no '{key}'", DiagnosticBag.Suggest(key, Keys));
                return null;
            }
            string? value = equals < 0 ? "true" : key == "from" ? field[(equals + 1)..] : context.Expand(stage, run, MappedText.Decoded(field[(equals + 1)..], text.Span));
            if (value is null)
                return null;
            fields[Canonical(key)] = key is "readwrite" or "rw" ? IsTrue(value) ? "false" : "true" : value;
        }
        return fields;
    }

    private RunMount? Build(MappedText text, RunMountKind kind, Dictionary<string, string> fields)
    {
        string? target = fields.GetValueOrDefault("target");
        string? id = fields.GetValueOrDefault("id") ?? (kind == RunMountKind.Secret ? fields.GetValueOrDefault("source") : null);
        if (target is null && kind == RunMountKind.Secret && id is not null)
            target = fields.ContainsKey("env") ? null : $"/run/secrets/{id}";
        else if (target is null)
            return Refuse(text, "a mount has no target", "write target=PATH");
        if (target is not null && GuestPath.ResolveFolder(stage.Configuration.WorkingDirectory, target) == "/")
            return Refuse(text, "a mount can't be the root", "write target=PATH");
        if (!TrySource(text, kind, fields, out string? source) || !CheckSharing(text, fields) || !TryNumbers(text, fields, out int?[] numbers))
            return null;
        long? size = null;
        if (fields.TryGetValue("size", out string? amount) && (size = Bytes(amount)) is null)
            return Refuse(text, $"'{amount}' is no size", "write bytes, or 64k, 64m, 1g");
        bool isReadOnly = fields.TryGetValue("readonly", out string? flag) ? IsTrue(flag) : kind is RunMountKind.Bind or RunMountKind.Secret;
        var mount = new RunMount(kind, target is null ? null : GuestPath.ResolveFolder(stage.Configuration.WorkingDirectory, target))
        {
            Source = source,
            Id = id ?? (kind == RunMountKind.Secret && target is not null ? target[(target.LastIndexOf('/') + 1)..] : null),
            Size = size,
            IsReadOnly = isReadOnly,
            IsRequired = fields.TryGetValue("required", out string? required) && IsTrue(required),
            Variable = fields.GetValueOrDefault("env"),
            Mode = numbers[0],
            UserId = numbers[1],
            GroupId = numbers[2],
        };
        if (!fields.TryGetValue("from", out string? from))
            return mount;
        if (kind == RunMountKind.Secret)
            return Refuse(text, "a secret comes from the command line, not from a stage", "leave 'from' out");
        return context.Origin(stage, MappedText.Decoded(from, text.Span)) is { } origin ? mount with { From = origin } : null;
    }

    /// <summary>The path in what is mounted, from its root on; null for all of it.</summary>
    private bool TrySource(MappedText text, RunMountKind kind, Dictionary<string, string> fields, out string? source)
    {
        source = null;
        if (kind == RunMountKind.Secret || !fields.TryGetValue("source", out string? path))
            return true;
        if (kind == RunMountKind.Cache && !fields.ContainsKey("from"))
            return Refuse(text, "the source of a cache is a path in what 'from' names", "add from=STAGE") is not null;
        source = GuestPath.FromRoot(path);
        if (source is null)
            return Refuse(text, $"'{path}' is outside of what is mounted", "begin it with a slash, which is the root of that") is not null;
        source = source is "." ? null : source.TrimEnd('/');
        return true;
    }

    private bool CheckSharing(MappedText text, Dictionary<string, string> fields)
    {
        if (!fields.TryGetValue("sharing", out string? sharing))
            return true;
        if (!Sharings.Contains(sharing))
            return Refuse(text, $"'{sharing}' is no way to share", "there are " + string.Join(' ', Sharings)) is not null;
        context.Diagnostics.Note(DiagnosticRule.FlagWithoutEffect, text.Span, "no other build shares a cache with this one, whatever 'sharing' says");
        return true;
    }

    private bool TryNumbers(MappedText text, Dictionary<string, string> fields, out int?[] numbers)
    {
        numbers = new int?[3];
        (string Key, int Base)[] wanted = [("mode", 8), ("uid", 10), ("gid", 10)];
        for (int index = 0; index < wanted.Length; index++)
        {
            if (!fields.TryGetValue(wanted[index].Key, out string? value))
                continue;
            bool isOctal = wanted[index].Base == 8 && value.Length is > 0 and < 6 && value.All(digit => digit is >= '0' and <= '7');
            if (isOctal)
                numbers[index] = Convert.ToInt32(value, 8);
            else if (wanted[index].Base == 10 && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
                numbers[index] = number;
            else
                return Refuse(text, $"'{value}' can't be a {wanted[index].Key}") is not null;
        }
        return true;
    }

    /// <summary>The fields between commas; those in double quotes hold commas, too.</summary>
    private static IEnumerable<string> Split(string text)
    {
        var field = new StringBuilder();
        bool isQuoted = false;
        foreach (char letter in text)
        {
            if (letter == '"')
                isQuoted = !isQuoted;
            else if (letter != ',' || isQuoted)
                field.Append(letter);
            else
            {
                yield return field.ToString();
                field.Clear();
            }
        }
        yield return field.ToString();
    }

    /// <summary>Bytes, or binary multiples of them: <c>64m</c>, <c>64MiB</c>.</summary>
    private static long? Bytes(string text)
    {
        string lower = text.ToLowerInvariant();
        string digits = string.Concat(lower.TakeWhile(char.IsAsciiDigit));
        int shift = lower[digits.Length..] switch { "" or "b" => 0, "k" or "kb" or "kib" => 10, "m" or "mb" or "mib" => 20, "g" or "gb" or "gib" => 30, _ => -1 };
        return shift >= 0 && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number <= long.MaxValue >> shift ? number << shift : null;
    }

    private static string Canonical(string key) => key switch
    {
        "src" => "source",
        "dst" or "destination" => "target",
        "ro" or "rw" or "readwrite" => "readonly",
        _ => key,
    };

    private static bool IsTrue(string value) => value is "" or "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase);

    private RunMount? Refuse(MappedText text, string problem, string? hint = null)
    {
        context.Diagnostics.Error(DiagnosticRule.BadFlag, text.Span, problem, hint);
        return null;
    }
}
