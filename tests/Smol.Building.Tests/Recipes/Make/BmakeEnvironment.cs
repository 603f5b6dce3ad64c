namespace Smol.Building.Tests.Recipes.Make;

/// <summary>The environment that makefiles are read with.</summary>
internal static class BmakeEnvironment
{
    public static IReadOnlyDictionary<string, string> Variables { get; } = new Dictionary<string, string>
    {
        ["SMOL_TEST_VARIABLE"] = "one",
        ["SMOL_TEST_VARIABLE2"] = "two $$ ${SMOL_TEST_VARIABLE}",
        ["SMOL_TEST_VARIABLE3"] = "three",
    };
}
