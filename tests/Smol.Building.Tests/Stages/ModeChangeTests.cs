using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Smol.Building.Stages;
using Smol.Storage;
using Smol.TestSupport;

namespace Smol.Building.Tests.Stages;

/// <summary><c>--chmod</c>, with chmod(1) for judge.</summary>
public sealed class ModeChangeTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Any_mode_is_what_chmod_makes_of_it()
    {
        File.WriteAllText(_scratch["file"], "");
        Directory.CreateDirectory(_scratch["folder"]);
        Gen<string> clause =
            from who in Gen.Elements("u", "g", "o", "a", "ug", "go", "uo")
            from operations in Gen.NonEmptyListOf(
                from operation in Gen.Elements("+", "-", "=")
                from bits in Gen.OneOf(Gen.SubListOf(["r", "w", "x", "X", "s", "t"]).Select(string.Concat), Gen.Elements("u", "g", "o"))
                select operation + bits)
            select who + string.Concat(operations);
        Gen<(string Mode, int Before)> sample =
            from clauses in Gen.NonEmptyListOf(clause)
            from before in Gen.Choose(0, 0xFFF)
            select (string.Join(',', clauses.Take(3)), before);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(sample.ToArbitrary(), pair => new[] { "file", "folder" }.All(name =>
        {
            string path = _scratch[name];
            File.SetUnixFileMode(path, (UnixFileMode)pair.Before);
            Oracle.MustRun("chmod", pair.Mode, path);
            return ModeChange.Parse(pair.Mode).Of((ushort)pair.Before, name == "folder") == (int)File.GetUnixFileMode(path);
        })));
    }

    [Theory]
    [InlineData("755", 0x1ED)]
    [InlineData("0644", 0x1A4)]
    [InlineData("6755", 0xDED)]
    [InlineData("7", 7)]
    public void Octal_digits_are_all_of_a_mode(string text, int mode) => Assert.Equal(mode, ModeChange.Parse(text).Of(0xFFF, isDirectory: true));

    [Theory]
    [InlineData("")]
    [InlineData("u")]
    [InlineData("u+q")]
    [InlineData("888")]
    [InlineData("77777")]
    [InlineData("x+u,")]
    [InlineData("u+x,,g+x")]
    [InlineData("755 ")]
    public void What_chmod_refuses_is_refused(string text)
    {
        File.WriteAllText(_scratch["file"], "");
        Assert.NotEqual(0, Oracle.Run("chmod", "--", text, _scratch["file"]).Code);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"'{text}'"), Assert.Throws<SmolException>(() => ModeChange.Parse(text)).Message, StringComparison.Ordinal);
    }
}
