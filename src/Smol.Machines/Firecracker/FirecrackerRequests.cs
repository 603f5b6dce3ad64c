using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Smol.Machines.Host;
using Smol.Machines.Qemu;
using Smol.Machines.State;

namespace Smol.Machines.Firecracker;

/// <summary>What Firecracker is asked for, in its own words.</summary>
public static class FirecrackerRequests
{
    private const string RootDrive = "rootfs";

    // Names of files are not for a browser.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Lets a paused guest run.</summary>
    public static FirecrackerRequest Resume { get; } = State("Resumed");

    /// <summary>Holds the guest's virtual CPUs.</summary>
    public static FirecrackerRequest Pause { get; } = State("Paused");

    /// <summary>Presses Ctrl-Alt-Del on the guest's keyboard, which only an x86 has.</summary>
    public static FirecrackerRequest SendCtrlAltDel { get; } = Action("SendCtrlAltDel");

    /// <summary>What makes a machine and starts it, in order. A pure function: the same machine and folder give the same requests.</summary>
    /// <param name="spec">The machine, as <see cref="FirecrackerCheck"/> has left it.</param>
    /// <param name="paths">Where the machine keeps its files.</param>
    public static IReadOnlyList<FirecrackerRequest> Of(MachineSpec spec, MachinePaths paths) =>
    [
        Put("/logger", json =>
        {
            json.WriteString("log_path", paths.VmmLog);
            json.WriteString("level", "Info");
            json.WriteBoolean("show_level", true);
        }),
        Put("/metrics", json => json.WriteString("metrics_path", paths.VmmMetrics)),
        Put("/machine-config", json =>
        {
            json.WriteNumber("vcpu_count", spec.Cpus);
            json.WriteNumber("mem_size_mib", spec.MemoryMiB);
        }),
        Put("/boot-source", json =>
        {
            json.WriteString("kernel_image_path", spec.KernelPath);
            if (spec.InitrdPath is { } initrd)
                json.WriteString("initrd_path", initrd);
            json.WriteString("boot_args", KernelCommandLine.Of(spec, new HostFacts("firecracker", new(), Accelerator.Kvm, null)));
        }),
        Drive(RootDrive, RootPath(spec, paths), spec.ReadOnly),
        .. spec.Drives.Select((drive, number) => Drive(Numbered("drive", number), drive.Path, drive.ReadOnly)),
        .. spec.Taps.Select((tap, number) => Put($"/network-interfaces/{Numbered("eth", number)}", json =>
        {
            json.WriteString("iface_id", Numbered("eth", number));
            json.WriteString("host_dev_name", tap);
        })),
        .. Metadata(spec),
        Put("/entropy", _ => { }),
        Action("InstanceStart"),
    ];

    /// <summary>The file that the guest's root is in.</summary>
    internal static string RootPath(MachineSpec spec, MachinePaths paths) => IsCopied(spec) ? paths.DiskCopy : spec.ImagePath;

    /// <summary>Whether the machine has a copy of its image: Firecracker knows no overlays.</summary>
    internal static bool IsCopied(MachineSpec spec) => spec is { ReadOnly: false, Storage: RootStorage.Overlay or RootStorage.Ephemeral };

    /// <summary>
    /// Variables are in the metadata service, <c>http://169.254.169.254/smol/NAME</c>. Version 1 can be asked with a plain GET, which is all
    /// that NetBSD's ftp(1) and busybox's wget do; that any process of the guest can ask is so with fw_cfg, too.
    /// </summary>
    private static IEnumerable<FirecrackerRequest> Metadata(MachineSpec spec)
    {
        if (spec.Variables.Count == 0)
            yield break;
        yield return Put("/mmds/config", json =>
        {
            json.WriteString("version", "V1");
            json.WriteStartArray("network_interfaces");
            json.WriteStringValue(Numbered("eth", 0));
            json.WriteEndArray();
        });
        yield return Put("/mmds", json =>
        {
            json.WriteStartObject("smol");
            foreach (GuestVariable variable in spec.Variables)
                json.WriteString(variable.Name, variable.Value);
            json.WriteEndObject();
        });
    }

    private static FirecrackerRequest Drive(string id, string path, bool isReadOnly) => Put($"/drives/{id}", json =>
    {
        json.WriteString("drive_id", id);
        json.WriteString("path_on_host", path);
        // What Firecracker calls a root device is one that it names in the command line as root=/dev/vda; ours names the partition.
        json.WriteBoolean("is_root_device", false);
        json.WriteBoolean("is_read_only", isReadOnly);
        // Else a guest's flush does nothing.
        if (!isReadOnly)
            json.WriteString("cache_type", "Writeback");
    });

    private static FirecrackerRequest Action(string type) => Put("/actions", json => json.WriteString("action_type", type));

    private static FirecrackerRequest State(string state) => new("PATCH", "/vm", Json(json => json.WriteString("state", state)));

    private static FirecrackerRequest Put(string path, Action<Utf8JsonWriter> writeMembers) => new("PUT", path, Json(writeMembers));

    private static string Json(Action<Utf8JsonWriter> writeMembers)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, Plain))
        {
            json.WriteStartObject();
            writeMembers(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private static string Numbered(string word, int number) => string.Create(CultureInfo.InvariantCulture, $"{word}{number}");
}
