using FsCheck;
using FsCheck.Fluent;
using Smol.Building.Recipes.Make;
using Smol.Storage;
using Smol.TestSupport;

namespace Smol.Building.Tests.Recipes.Make;

public sealed class RandomMakefileTests
{
    private const int ProgramsInAFile = 100;

    /// <summary>One run of bmake judges many programs.</summary>
    [Fact]
    public void Any_makefile_of_the_subset_means_what_make_takes_it_to_mean()
    {
        using var scratch = new Scratch();
        string path = scratch["random.mk"];
        Check.One(Config.QuickThrowOnFailure.WithEndSize(12).WithMaxTest(TestCount.Of(10, 2000)), Prop.ForAll(
            Arb.From(Gen.ArrayOf(MakeProgramGenerator.Programs, ProgramsInAFile)), programs =>
            {
                File.WriteAllText(path, string.Concat(programs.Select((program, index) => program.Text(index.ToString(System.Globalization.CultureInfo.InvariantCulture)))));
                string[] names = [.. Enumerable.Range(0, ProgramsInAFile).SelectMany(index => MakeProgram.Names.Select(name => $"{name}{index}"))];
                string[] expected = BmakeOracle.Values(path, names);
                var variables = new MakeVariables(new Dictionary<string, string>(), BmakeEnvironment.Variables, scratch.Folder);
                new MakefileReader(variables).Read(path);
                for (int index = 0; index < names.Length; index++)
                    Assert.True(expected[index] == (variables.Get(names[index]) ?? ""), $"{names[index]} is '{variables.Get(names[index])}', and '{expected[index]}' to bmake, in\n{programs[index / MakeProgram.Names.Count]}");
            }));
    }

    [Fact]
    public void Any_text_is_read_or_refused_with_its_place()
    {
        Gen<string> token = Gen.Elements(
            "A", "B", "A=", "B:=", "C+=", "${", "$(", "}", ")", "(", "{", "$", "$$", ":", ":S/", ":C/", ":M", ":U", ":D", ":[", "]", ":ts", ":t", ":?", ":O", "/", "\\", "\n", "\n", "\\\n", "\t", " ", "#",
            "\n.if ", "\n.elif ", "\n.else\n", "\n.endif\n", "\n.for i in ", "\n.endfor\n", "\n.include \"", "\n.undef ", "\n.", "\"", "'", "==", "!=", "<", "!", "&&", "||", "defined(", "empty(", "exists(",
            "*", "[a-", "^", "+", "?", "1", "0x", "9.5e", "-", ",", "&", "\\1", "%", "=", "ä", "\u0001", "@");
        using var scratch = new Scratch();
        string path = scratch["random.mk"];
        Check.One(Config.QuickThrowOnFailure.WithEndSize(60).WithMaxTest(TestCount.Of(5_000, 200_000)), Prop.ForAll(Gen.ListOf(token).ToArbitrary(), tokens =>
        {
            File.WriteAllText(path, string.Concat(tokens));
            var variables = new MakeVariables(new Dictionary<string, string>(), BmakeEnvironment.Variables, scratch.Folder);
            try
            {
                new MakefileReader(variables).Read(path);
                foreach (string name in variables.Names())
                    variables.Get(name);
            }
            catch (SmolException failure)
            {
                Assert.StartsWith($"{path}:", failure.Place, StringComparison.Ordinal);
            }
        }));
    }
}
