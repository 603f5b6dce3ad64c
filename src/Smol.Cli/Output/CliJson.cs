using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Smol.Building.Catalogues;
using Smol.Building.Checking;
using Smol.Building.Planning;
using Smol.Cli.Fetching;
using Smol.Cli.Images;
using Smol.Cli.Kernels;
using Smol.Cli.Machines;
using Smol.Cli.Packages;
using Smol.Cli.Sets;
using Smol.Cli.Smolerfiles;
using Smol.Images.Store;

namespace Smol.Cli.Output;

/// <summary>What <c>--format json</c> prints.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<ImageRecord>))]
[JsonSerializable(typeof(ImageRecord))]
[JsonSerializable(typeof(HistoryRecord[]))]
[JsonSerializable(typeof(ConfigRecord))]
[JsonSerializable(typeof(JsonArray))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(KernelListRow[]))]
[JsonSerializable(typeof(KernelRow))]
[JsonSerializable(typeof(KernelDeviceRow[]))]
[JsonSerializable(typeof(KernelChangeRow[]))]
[JsonSerializable(typeof(MachineRow[]))]
[JsonSerializable(typeof(NodeRow))]
[JsonSerializable(typeof(NodeRow[]))]
[JsonSerializable(typeof(IReadOnlyList<UsageRow>))]
[JsonSerializable(typeof(DifferenceRow[]))]
[JsonSerializable(typeof(FindingRow[]))]
[JsonSerializable(typeof(FetchedRow[]))]
[JsonSerializable(typeof(CacheRow[]))]
[JsonSerializable(typeof(CacheProblemRow[]))]
[JsonSerializable(typeof(SetRow[]))]
[JsonSerializable(typeof(SetMatchRow[]))]
[JsonSerializable(typeof(PackageRow))]
[JsonSerializable(typeof(PackageRow[]))]
[JsonSerializable(typeof(DependencyRow[]))]
[JsonSerializable(typeof(IReadOnlyList<ServiceSummary>))]
[JsonSerializable(typeof(ServiceDescription))]
[JsonSerializable(typeof(BuildPlan))]
[JsonSerializable(typeof(CheckedService[]))]
[JsonSerializable(typeof(DiagnosticRow[]))]
[JsonSerializable(typeof(StepRow[]))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class CliJson : JsonSerializerContext;
