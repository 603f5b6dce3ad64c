using Smol.Building.Caching;

namespace Smol.Cli.Smolerfiles;

/// <summary>A step of the step cache, as <c>smol builder du</c> prints it.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Step">The instruction.</param>
/// <param name="Size">What it takes of the disk beside the steps before it, in bytes.</param>
/// <param name="Created">When it was run.</param>
/// <param name="Used">When a build last took it.</param>
/// <param name="InUse">Whether an image of the store was made by it.</param>
internal sealed record StepRow(string Key, string Step, long Size, DateTimeOffset Created, DateTimeOffset Used, bool InUse)
{
    public static StepRow Of(StepEntry entry, IReadOnlySet<string> used) =>
        new(entry.Record.Key, entry.Record.Text, entry.Bytes, entry.Record.Created, entry.Used, used.Contains(entry.Record.Key));
}
