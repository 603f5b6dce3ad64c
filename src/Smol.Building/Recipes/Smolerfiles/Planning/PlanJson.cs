using System.Globalization;
using System.Text.Json.Nodes;
using Smol.Building.Recipes.Smolerfiles.Labels;
using Smol.Building.Recipes.Smolerfiles.Variables;
using Smol.Guests;

namespace Smol.Building.Recipes.Smolerfiles.Planning;

/// <summary>A plan as JSON, which is what <c>--print plan</c> shows. What is not said is left out.</summary>
public static class PlanJson
{
    /// <summary>A whole plan.</summary>
    public static JsonObject Of(SmolerfilePlan plan) => Object(
        ("file", plan.File),
        ("dialect", DialectNames.Of(plan.Dialect)),
        ("needsGuest", plan.NeedsGuest),
        ("settings", Of(plan.Settings)),
        ("stages", new JsonArray([.. plan.Stages.Select(Of)])));

    /// <summary>What the labels say.</summary>
    public static JsonObject Of(SmolerfileSettings settings) => Object(
        ("service", settings.Service),
        ("guest", settings.Options.Guest == GuestKind.Linux ? "linux" : "netbsd"),
        ("architecture", settings.Options.Architecture),
        ("packages", Strings(settings.Options.Packages)),
        ("ports", Strings(settings.Options.Ports.Select(port => port.ToString()))),
        ("size", settings.Options.Size.Length),
        ("minimized", settings.Options.IsMinimized ? true : null),
        ("readOnly", settings.Options.ReadOnly ? true : null),
        ("usesPty", settings.UsesPty ? true : null),
        ("keep", Strings(settings.Keep?.Paths.Concat(settings.Keep.Packages).Select(entry => entry.Text))));

    /// <summary>A stage.</summary>
    public static JsonObject Of(StagePlan stage) => Object(
        ("stage", stage.Index),
        ("name", stage.Name),
        ("base", stage.Base.ToString()),
        ("needsGuest", stage.NeedsGuest),
        ("steps", new JsonArray([.. stage.Steps.Select(Of)])),
        ("configuration", Of(stage.Configuration)));

    /// <summary>A step.</summary>
    public static JsonObject Of(PlanStep step)
    {
        JsonObject json = step switch
        {
            RunStep run => Of(run),
            CopyStep copy => Of(copy),
            EnvironmentStep environment => Object(("step", "env"), ("variables", Of(environment.Variables))),
            UserStep user => Object(("step", "user"), ("user", user.User), ("createsMissing", user.CreatesMissing ? true : null)),
            DirectoryStep directory => Object(("step", "mkdir"), ("paths", Strings(directory.Paths)), ("owner", directory.Owner.Length > 0 ? directory.Owner : null)),
            _ => Object(("step", "config"), ("text", step.Text)),
        };
        json["at"] = step.Span.ToString();
        return json;
    }

    /// <summary>How an image is run.</summary>
    public static JsonObject Of(ImageConfiguration configuration) => Object(
        ("entrypoint", Strings(configuration.Entrypoint, keepsEmpty: true)),
        ("cmd", Strings(configuration.Cmd, keepsEmpty: true)),
        ("environment", Of(configuration.Environment)),
        ("workdir", configuration.WorkingDirectory),
        ("user", configuration.User.Length > 0 ? configuration.User : null),
        ("ports", Strings(configuration.ExposedPorts.Select(port => port.ToString()))),
        ("volumes", Strings(configuration.Volumes)),
        ("healthcheck", configuration.Healthcheck is { } health ? Of(health) : null),
        ("stopSignal", configuration.StopSignal),
        ("shell", Strings(configuration.Shell)),
        ("labels", configuration.Labels.Count == 0 ? null : Object([.. configuration.Labels.Select(label => (label.Key, (JsonNode?)label.Value))])),
        ("author", configuration.Author),
        ("onbuild", Strings(configuration.OnBuild)));

    private static JsonObject Of(RunStep run) => Object(
        ("step", "run"),
        ("arguments", run.Script is null ? Strings(run.Arguments) : null),
        ("script", run.Script is { } script ? Of(script) : null),
        ("environment", Of(run.Environment)),
        ("workdir", run.WorkingDirectory),
        ("user", run.User.Length > 0 ? run.User : null),
        ("mounts", run.Mounts.Count == 0 ? null : new JsonArray([.. run.Mounts.Select(Of)])),
        ("hosts", Strings(run.Hosts)),
        ("network", run.HasNetwork ? null : "none"));

    private static JsonObject Of(RunMount mount) => Object(
        ("type", mount.Kind.ToString().ToLowerInvariant()),
        ("target", mount.Target),
        ("from", mount.From?.ToString()),
        ("source", mount.Source),
        ("id", mount.Id),
        ("size", mount.Size),
        ("readOnly", mount.IsReadOnly ? true : null),
        ("required", mount.IsRequired ? true : null),
        ("variable", mount.Variable),
        ("mode", mount.Mode is { } mode ? Convert.ToString(mode, 8) : null),
        ("uid", mount.UserId),
        ("gid", mount.GroupId));

    private static JsonObject Of(CopyStep copy) => Object(
        ("step", "copy"),
        ("from", copy.From?.ToString()),
        ("paths", Strings(copy.Paths)),
        ("urls", Strings(copy.Urls.Select(url => url.AbsoluteUri))),
        ("checksum", copy.Checksum),
        ("files", copy.Files.Count == 0 ? null : new JsonArray([.. copy.Files.Select(Of)])),
        ("destination", copy.Destination),
        ("owner", copy.Owner),
        ("mode", copy.Mode),
        ("exclude", Strings(copy.Excludes)),
        ("unpack", copy.UnpacksArchives ? copy.UnpacksFetched ? "all" : "local" : null),
        ("parents", copy.KeepsParents ? true : null),
        ("mayBeMissing", copy.MayBeMissing ? true : null));

    private static JsonObject Of(Healthcheck health) => Object(
        ("test", Strings(health.Test)),
        ("interval", Seconds(health.Interval)),
        ("timeout", Seconds(health.Timeout)),
        ("startPeriod", Seconds(health.StartPeriod)),
        ("startInterval", Seconds(health.StartInterval)),
        ("retries", health.Retries));

    private static JsonObject Of(InlineFile file) => Object(("name", file.Name), ("content", file.Content));

    private static JsonArray? Of(IReadOnlyList<EnvironmentVariable> variables) => variables.Count == 0 ? null
        : new([.. variables.Select(variable => Object(("name", variable.Name), ("value", variable.Value), ("forShell", variable.IsForShell ? true : null)))]);

    private static JsonArray? Strings(IEnumerable<string>? texts, bool keepsEmpty = false) =>
        texts is null || (!keepsEmpty && !texts.Any()) ? null : new([.. texts.Select(text => (JsonNode)text)]);

    private static string? Seconds(TimeSpan? time) => time is { } known ? known.TotalSeconds.ToString(CultureInfo.InvariantCulture) + "s" : null;

    private static JsonObject Object(params (string Name, JsonNode? Value)[] fields) =>
        new(fields.Where(field => field.Value is not null).Select(field => KeyValuePair.Create(field.Name, field.Value)));
}
