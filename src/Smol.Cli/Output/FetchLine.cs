using System.Globalization;
using Smol.Fetching.Progress;

namespace Smol.Cli.Output;

/// <summary>Shows how far a fetch is, on a terminal: names, bytes, rate and time left.</summary>
internal sealed class FetchLine : IProgress<FetchProgress>, IDisposable
{
    public void Report(FetchProgress value) => Screen.Progress(Describe(value));

    public void Dispose() => Screen.EndProgress();

    /// <summary>One line, such as <c>base.tar.xz 12.3 of 66.1 MiB, 5.2 MiB/s, 10 s left</c>.</summary>
    internal static string Describe(FetchProgress progress)
    {
        FetchItem[] underWay = [.. progress.Items.Where(item => item.State is FetchState.Connecting or FetchState.Receiving or FetchState.Pausing)];
        string names = underWay.Length == 0 ? $"{progress.Done} of {progress.Items.Count}" : string.Join(", ", underWay.Select(item => item.Name));
        string text = progress.Total is { } total ? $"{names} {Amounts.Size(progress.Bytes)} of {Amounts.Size(total)}" : $"{names} {Amounts.Size(progress.Bytes)}";
        if (progress.BytesPerSecond >= 1)
            text += $", {Amounts.Size((long)progress.BytesPerSecond)}/s";
        if (progress.TimeLeft is { TotalSeconds: >= 1 } left)
            text += string.Create(CultureInfo.InvariantCulture, $", {Amounts.Age(left)} left");
        return underWay.FirstOrDefault(item => item.Problem is not null) is { } item ? $"{text} ({item.Problem}; trying again)" : text;
    }
}
