using Smol.Guests.NetBsd.Packages;

namespace Smol.Cli.Packages;

/// <summary>A package that would be installed, as <c>--format json</c> prints it.</summary>
internal sealed record DependencyRow(string Name, bool Automatic, string FileName, long? FileSize, long? InstalledSize, IReadOnlyList<SatisfiedRow> Dependencies)
{
    public static DependencyRow Of(ResolvedPackage package) => new(
        package.Entry.Name.Full, package.IsAutomatic, package.Entry.FileName, package.Entry.FileSize, package.Entry.InstalledSize,
        [.. package.Dependencies.Select(dependency => new SatisfiedRow(dependency.Pattern, dependency.By.Full))]);
}
