using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Smol.Building.Composition;
using Smol.Cli.Output;
using Smol.Guests;
using Smol.Storage;

namespace Smol.Cli.Images;

/// <summary>The options of builds that ask for files about the image: buildx's <c>--iidfile</c> and <c>--metadata-file</c>, and <c>--sbom</c>.</summary>
internal sealed class BuildReports
{
    private readonly Option<string?> _id = new("--iidfile") { Description = "Write the image's digest to a file", HelpName = "FILE" };
    private readonly Option<string?> _metadata = new("--metadata-file") { Description = "Write the image's name, digest, size and configuration to a file, as JSON", HelpName = "FILE" };
    private readonly Option<string?> _bill = new("--sbom") { Description = "Write the image's bill of materials to a file, as SPDX", HelpName = "FILE" };

    /// <summary>Adds them to a command.</summary>
    public static BuildReports AddTo(Command command)
    {
        var reports = new BuildReports();
        command.Add(reports._id);
        command.Add(reports._metadata);
        command.Add(reports._bill);
        return reports;
    }

    /// <summary>A target that writes them, too, when the image is there.</summary>
    public IImageTarget Around(ParseResult parsed, IImageTarget target) => new Reporting(this, parsed, target);

    private void Write(ParseResult parsed, ComposedImage image, WrittenImage written)
    {
        WriteId(parsed, written);
        if (parsed.GetValue(_metadata) is { } metadata)
            Put(metadata, Encoding.UTF8.GetBytes(JsonSerializer.Serialize(Metadata(image, written), CliJson.Default.JsonObject) + "\n"));
        if (parsed.GetValue(_bill) is { } bill)
            Put(bill, image.BillOf(Path.GetFileName(written.Name)));
    }

    private void WriteId(ParseResult parsed, WrittenImage written)
    {
        if (parsed.GetValue(_id) is { } id)
            Put(id, Encoding.ASCII.GetBytes(written.Digest()));
    }

    private bool NeedsComposition(ParseResult parsed) => parsed.GetValue(_metadata) is not null || parsed.GetValue(_bill) is not null;

    /// <summary>The names of buildx where it has them.</summary>
    private static JsonObject Metadata(ComposedImage image, WrittenImage written)
    {
        var metadata = new JsonObject
        {
            ["containerimage.digest"] = written.Digest(),
            ["image.name"] = written.Name,
            ["smol.size"] = written.Size,
            ["smol.filesystem"] = written.Filesystem,
            ["smol.guest"] = image.Guest.ToWord(),
        };
        if (image.Config is { } config)
            metadata["containerimage.config"] = JsonSerializer.SerializeToNode(config, CliJson.Default.ConfigRecord);
        return metadata;
    }

    private static void Put(string path, byte[] bytes) => AtomicFile.Write(path, stream => stream.Write(bytes));

    private sealed class Reporting(BuildReports reports, ParseResult parsed, IImageTarget target) : IImageTarget
    {
        public WrittenImage Take(ComposedImage image, CancellationToken stop)
        {
            WrittenImage written = target.Take(image, stop);
            reports.Write(parsed, image, written);
            return written;
        }

        public WrittenImage? Reuse(string buildKey)
        {
            if (reports.NeedsComposition(parsed) || target.Reuse(buildKey) is not { } written)
                return null;
            reports.WriteId(parsed, written);
            return written;
        }
    }
}
