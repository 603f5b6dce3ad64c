using Smol.Storage.DiskImages;
using Smol.Storage.Ffs;

namespace Smol.Storage.Tests.Ffs;

/// <summary>One thing that can be wrong in a filesystem.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Severity">How bad the checker must call it.</param>
/// <param name="Finding">What the checker must say.</param>
/// <param name="Inflict">Does it.</param>
/// <param name="Only">The version in which it can happen, when not in both.</param>
internal sealed record Damage(string Name, FindingSeverity Severity, string Finding, Action<Patient> Inflict, FfsVersion? Only = null);
