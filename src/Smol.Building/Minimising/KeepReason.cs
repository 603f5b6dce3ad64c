using Smol.Storage.FileTrees;

namespace Smol.Building.Minimising;

/// <summary>Why something stays in a minimised image.</summary>
/// <param name="Words">What it is: <c>library libc.so.12 of</c> another, or <c>named by FILE:LINE</c>.</param>
/// <param name="Of">The other one that stays; null where the chain of reasons begins.</param>
public readonly record struct KeepReason(string Words, TreePath? Of = null)
{
    /// <inheritdoc/>
    public override string ToString() => Of is { } other ? $"{Words} {other}" : Words;
}
