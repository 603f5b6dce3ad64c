using System.Text.Json;

namespace Smol.DummyFirecracker;

/// <summary>
/// The shapes of requests that the API has (src/firecracker/swagger/firecracker.yaml of 1.16, which refuses members that it does not know): a
/// member's name, its type and, before a slash, whether it must be there.
/// </summary>
internal static class Shapes
{
    private static readonly Dictionary<string, string> Known = new()
    {
        ["PUT /logger"] = "log_path:string level:Error|Warning|Info|Debug|Trace|Off show_level:boolean show_log_origin:boolean module:string",
        ["PUT /metrics"] = "!metrics_path:string",
        ["PUT /machine-config"] = "!vcpu_count:number !mem_size_mib:number smt:boolean track_dirty_pages:boolean huge_pages:None|2M",
        ["PUT /boot-source"] = "!kernel_image_path:string initrd_path:string boot_args:string",
        ["PUT /drives/*"] = "!drive_id:string !is_root_device:boolean partuuid:string is_read_only:boolean path_on_host:string cache_type:Unsafe|Writeback io_engine:Sync|Async",
        ["PUT /network-interfaces/*"] = "!iface_id:string !host_dev_name:string guest_mac:string",
        ["PUT /mmds/config"] = "version:V1|V2 !network_interfaces:array ipv4_address:string imds_compat:boolean",
        ["PUT /mmds"] = "*",
        ["PUT /entropy"] = "",
        ["PUT /actions"] = "!action_type:FlushMetrics|InstanceStart|SendCtrlAltDel",
        ["PATCH /vm"] = "!state:Paused|Resumed",
    };

    /// <summary>What is wrong with a request, or null.</summary>
    public static string? WhyNot(string method, string path, string body)
    {
        string[] parts = path.Split('/');
        string resource = parts.Length == 3 && parts[1] is "drives" or "network-interfaces" ? $"/{parts[1]}/*" : path;
        if (!Known.TryGetValue($"{method} {resource}", out string? shape))
            return $"Invalid request method and/or path: {method} {path}.";
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return "not an object";
            string? problem = shape == "*" ? null : WhyNot(document.RootElement, shape);
            return problem ?? (resource.EndsWith('*') && document.RootElement.GetProperty(parts[1] == "drives" ? "drive_id" : "iface_id").GetString() != parts[2] ? "The id from the path does not match the id from the body!" : null);
        }
        catch (JsonException failure)
        {
            return failure.Message.Replace('"', '\'');
        }
    }

    private static string? WhyNot(JsonElement body, string shape)
    {
        string[][] members = [.. shape.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(member => member.Split(':'))];
        foreach (string[] member in members)
            if (member[0][0] == '!' && !body.TryGetProperty(member[0][1..], out _))
                return $"missing field `{member[0][1..]}`";
        foreach (JsonProperty property in body.EnumerateObject())
        {
            if (members.FirstOrDefault(member => member[0].TrimStart('!') == property.Name) is not { } known)
                return $"unknown field `{property.Name}`";
            if (!IsOf(property.Value, known[1]))
                return $"invalid value for `{property.Name}`: {property.Value}";
        }
        return null;
    }

    private static bool IsOf(JsonElement value, string type) => type switch
    {
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number > 0,
        "array" => value.ValueKind == JsonValueKind.Array,
        _ => value.ValueKind == JsonValueKind.String && type.Split('|').Contains(value.GetString()),
    };
}
