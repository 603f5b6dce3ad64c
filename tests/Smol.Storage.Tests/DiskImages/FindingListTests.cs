using Smol.Storage.DiskImages;

namespace Smol.Storage.Tests.DiskImages;

public sealed class FindingListTests
{
    [Theory]
    [InlineData(false, FindingSeverity.Warning)]
    [InlineData(true, FindingSeverity.Error)]
    public void What_nobody_would_read_is_counted_and_is_as_bad_as_the_worst_of_it(bool hasError, FindingSeverity severity)
    {
        var findings = new FindingList(100);
        findings.Error("first", offset: 5);
        for (int index = 0; index < 20_000; index++)
            findings.Warning("next");
        if (hasError)
            findings.Error("last");
        IReadOnlyList<FilesystemFinding> list = findings.ToList();
        Assert.Equal(new FilesystemFinding(FindingSeverity.Error, "first") { Offset = 105 }, list[0]);
        Assert.Equal(10_001, list.Count);
        Assert.Equal(severity, list[^1].Severity);
        Assert.StartsWith(hasError ? "10002 " : "10001 ", list[^1].Problem, StringComparison.Ordinal);
    }
}
