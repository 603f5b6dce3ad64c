namespace Smol.TestSupport;

/// <summary>How often a property is tried.</summary>
public static class TestCount
{
    /// <summary>The first number, or the second under <c>./test --long</c>.</summary>
    public static int Of(int usual, int inLongRun) => Environment.GetEnvironmentVariable("SMOL_TEST_LONG") is null ? usual : inLongRun;
}
