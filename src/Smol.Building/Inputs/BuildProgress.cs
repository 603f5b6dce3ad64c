using Smol.Fetching.Progress;

namespace Smol.Building.Inputs;

/// <summary>Who is told how far a build is.</summary>
/// <param name="Steps">Told what is being done.</param>
/// <param name="Fetches">Told how far a fetch is.</param>
public sealed record BuildProgress(IProgress<string> Steps, IProgress<FetchProgress> Fetches);
