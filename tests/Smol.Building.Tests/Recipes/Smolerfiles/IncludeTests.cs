using Smol.Building.Recipes.Smolerfiles;
using Smol.Building.Recipes.Smolerfiles.Diagnostics;
using Smol.Building.Recipes.Smolerfiles.Planning;
using Smol.TestSupport;

namespace Smol.Building.Tests.Recipes.Smolerfiles;

public sealed class IncludeTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void An_included_file_stands_in_the_place_of_its_INCLUDE()
    {
        Put("files/a.smol", "FROM base,etc\nENV a=1\nINCLUDE b.inc\nENV c=$b\n");
        Put("files/b.inc", "ENV b=${a}2\n");
        SmolerfilePlan plan = Load("files/a.smol").Require();
        Assert.Equal("12", plan.Target.Configuration.Environment.Single(variable => variable.Name == "c").Value);
        Assert.Equal("a", plan.Settings.Service);
    }

    [Theory]
    [InlineData("files/b.inc", "b.inc")]
    [InlineData("context/b.inc", "b.inc")]
    [InlineData("files/b.inc", "files/b.inc")]
    public void It_is_looked_for_beside_the_file_in_the_context_and_in_the_folder_above(string path, string name)
    {
        Put("files/a.smol", $"FROM base,etc\nINCLUDE {name}\n");
        Put(path, "USER found\n");
        Assert.Equal("found", Load("files/a.smol").Require().Target.Configuration.User);
    }

    [Fact]
    public void The_one_beside_the_file_wins()
    {
        Put("files/a.smol", "FROM base,etc\nINCLUDE b.inc\n");
        Put("files/b.inc", "USER beside\n");
        Put("context/b.inc", "USER context\n");
        Assert.Equal("beside", Load("files/a.smol").Require().Target.Configuration.User);
    }

    [Fact]
    public void Each_file_has_its_own_escape_letter()
    {
        Put("files/a.smol", "# escape=`\nFROM base,etc\nINCLUDE b.inc\nENV a=x` y\n");
        Put("files/b.inc", "ENV b=x\\ y\n");
        Assert.Equal(["x y", "x y"], Load("files/a.smol").Require().Target.Configuration.Environment.TakeLast(2).Select(variable => variable.Value));
    }

    [Fact]
    public void Files_that_include_each_other_are_an_error_with_the_chain()
    {
        Put("files/a.smol", "FROM base,etc\nINCLUDE b.inc\n");
        Put("files/b.inc", "INCLUDE c.inc\n");
        Put("files/c.inc", "USER x\nINCLUDE b.inc\n");
        Diagnostic finding = Assert.Single(Load("files/a.smol").Diagnostics);
        Assert.Equal(DiagnosticRule.BadInclude, finding.Rule);
        Assert.Equal("the file includes itself: b.inc → c.inc → b.inc", finding.Message);
        Assert.EndsWith("c.inc:2:9", finding.Span.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_that_double_with_each_INCLUDE_end()
    {
        Put("files/a.smol", "FROM base,etc\nINCLUDE 0.inc\n");
        for (int index = 0; index < 15; index++)
            Put($"files/{index}.inc", string.Concat(Enumerable.Repeat($"INCLUDE {index + 1}.inc\n", 4)));
        Put("files/15.inc", "USER x\n");
        Assert.Contains(Load("files/a.smol").Diagnostics, finding => finding.Rule is DiagnosticRule.TooLarge);
    }

    [Fact]
    public void Findings_in_an_included_file_name_that_file()
    {
        Put("files/a.smol", "FROM base,etc\nINCLUDE b.inc\nCOPPY x y\n");
        Put("files/b.inc", "RUNN x\n");
        Assert.Equal(["a.smol:3:1", "b.inc:1:1"], Load("files/a.smol").Diagnostics.Select(finding => Path.GetFileName(finding.Span.ToString())));
    }

    [Fact]
    public void A_dockerignore_of_the_context_is_read()
    {
        Put("files/a.smol", "FROM base,etc\nCOPY secret /x\n");
        Put("context/.dockerignore", "secret\n");
        Assert.Equal([DiagnosticRule.CopyIgnoredFile], Load("files/a.smol").Diagnostics.Select(finding => finding.Rule));
    }

    private Smolerfile Load(string path) => Smolerfile.Load(_scratch[path], new() { Context = Directory.CreateDirectory(_scratch["context"]).FullName });

    private void Put(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_scratch[path])!);
        File.WriteAllText(_scratch[path], text);
    }
}
