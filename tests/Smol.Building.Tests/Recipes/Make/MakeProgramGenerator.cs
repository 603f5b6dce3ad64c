using FsCheck;
using FsCheck.Fluent;

namespace Smol.Building.Tests.Recipes.Make;

/// <summary>Makes makefiles of the subset by its grammar. No variable refers to one that comes before it in the alphabet, so none refers to itself.</summary>
internal static class MakeProgramGenerator
{
    private static readonly Gen<string> Word = Gen.Elements("a", "b", "ab", "abc", "aab", "base.tar.xz", "usr/pkg/bin", "/e/t.c", "x=y", "10", "9.5", "B1", "C-2", "\"q r\"", "\\\\", "'s t'", "\\#h");
    private static readonly Gen<string> Glob = Gen.Elements("*", "a*", "*b", "?", "[ab]*", "*.*", "[^a]*", "*[0-9]", "a", "*\\**");
    private static readonly Gen<string> Part = Gen.Elements("a", "b", "ab", ".", "r", "t", "-2", "x");
    private static readonly Gen<string> Regex = Gen.Elements("a", "^a", "b\\$", "[a-c]+", "a|ab", "(a)(b)", "[[:digit:]]", ".", "a?b", "a{1,2}", "(ab|a)b*", "\\.", "z*");

    /// <summary>Whole programs.</summary>
    public static Gen<MakeProgram> Programs { get; } =
        from blocks in Gen.NonEmptyListOf(Blocks(2))
        select new MakeProgram([.. MakeProgram.Names.Select(name => $"{name}@="), .. blocks.SelectMany(lines => lines)]);

    private static Gen<string[]> Blocks(int depth) => depth == 0
        ? Assignment.Select(line => new[] { line })
        : Gen.Frequency((6, Assignment.Select(line => new[] { line })), (2, If(depth - 1)), (1, For(depth - 1)), (1, Name(0).Select(name => new[] { $".undef {name}@", $"{name}@=u" })));

    private static Gen<string> Assignment =>
        from index in Gen.Choose(0, MakeProgram.Names.Count - 1)
        from assignment in Gen.Elements("=", "+=", "?=", ":=", " = ", "+= ", "\t:=\t")
        from value in Value(index + 1)
        from end in Gen.Elements("", "", " ", " # comment", "\\\n  ", " \\\n\tw")
        select $"{MakeProgram.Names[index]}@{assignment}{value}{end}";

    private static Gen<string> Value(int first) =>
        from parts in Gen.Choose(0, 3).SelectMany(count => Gen.ArrayOf(Gen.Frequency((2, Word), (3, Reference(first, 2))), count))
        from separator in Gen.Elements(" ", "", "  ")
        select string.Join(separator, parts);

    private static Gen<string> Name(int first) => first >= MakeProgram.Names.Count ? Gen.Constant("N") : Gen.Elements(MakeProgram.Names.Skip(first));

    private static Gen<string> Reference(int first, int depth) =>
        from name in Gen.Frequency((5, Name(first)), (1, Gen.Constant("N")))
        from isBrace in Gen.Elements(true, false)
        from standIn in Gen.Elements(":Unone", ":U", ":Dd") // := keeps what is not set, and modifiers then make nonsense of its text
        from modifiers in Gen.Choose(0, 2).SelectMany(count => Gen.ArrayOf(Modifier(first, depth), count))
        from suffix in Gen.Frequency((5, Gen.Constant("")), (1, Gen.Elements(":xz=gz", ":%.c=%.o", ":=.x", ":b=")))
        select (isBrace ? "${" : "$(") + name + "@" + (name == "N" ? standIn : "") + string.Concat(modifiers) + suffix + (isBrace ? "}" : ")");

    private static Gen<string> Modifier(int first, int depth) => Gen.Frequency(
        (2, depth == 0 ? Gen.Constant(":Uu") : Reference(first, depth - 1).Select(inner => $":U{inner}")),
        (1, depth == 0 ? Gen.Constant(":Dd") : Reference(first, depth - 1).Select(inner => $":D{inner}")),
        (3, Glob.Select(glob => $":M{glob}")),
        (2, Glob.Select(glob => $":N{glob}")),
        (4, Substitution),
        (3, RegexSubstitution),
        (4, Gen.Elements(":tl", ":tu", ":E", ":H", ":R", ":T", ":O", ":Or", ":u", ":Q", ":[1]", ":[-1]", ":[1..2]", ":[2..1]", ":[#]", ":tW", ":ts,", ":ts:", ":L")));

    private static Gen<string> Substitution =>
        from start in Gen.Elements("", "", "^")
        from wanted in Part
        from end in Gen.Elements("", "", "$")
        from replacement in Gen.Elements("", "x", "<&>", "\\&", "r s")
        from flags in Gen.Elements("", "g", "1", "1g", "W")
        select $":S/{start}{wanted}{end}/{replacement}/{flags}";

    private static Gen<string> RegexSubstitution =>
        from regex in Regex
        from replacement in Gen.Elements("", "x", "<&>", "\\0\\0", "\\&")
        from flags in Gen.Elements("", "g", "1", "1g", "W")
        select $":C~{regex}~{replacement}~{flags}";

    private static Gen<string[]> If(int depth) =>
        from condition in Condition(1)
        from yes in Blocks(depth)
        from other in Condition(0)
        from elif in Gen.Elements(true, false)
        from no in Blocks(depth)
        select (string[])[$".if {condition}", .. yes, elif ? $".elif {other}" : ".else", .. no, ".endif"];

    private static Gen<string[]> For(int depth) =>
        from words in Gen.NonEmptyListOf(Word.Where(word => !word.Contains('\\', StringComparison.Ordinal)))
        from body in Blocks(depth)
        select (string[])[$".for i in {string.Join(' ', words.Take(4))}", "A@+=${i}$i", .. body, "B@+= ${i:S/a/x/}", ".endfor"];

    private static Gen<string> Condition(int depth)
    {
        Gen<string> simple =
            from name in Name(0)
            from reference in Reference(0, 1)
            from comparison in Gen.Elements("==", "!=")
            from order in Gen.Elements("<", ">", "<=", ">=", "==", "!=")
            from word in Gen.Elements("a", "10", "ab", "0", "9.50")
            from kind in Gen.Choose(0, 6)
            select kind switch
            {
                0 => $"defined({name}@)",
                1 => $"empty({name}@)",
                2 => $"empty({name}@:M{word})",
                3 => $"\"{word}\" {comparison} \"{reference}\"",
                4 => $"${{{name}@}} {comparison} {word}",
                5 => $"${{{name}@:[#]}} {order} 0x1",
                _ => $"!defined(N@) && ${{{name}@:Unone}} {comparison} \"{word}\"",
            };
        return depth == 0
            ? simple
            : Gen.OneOf(simple, from left in Condition(depth - 1) from and in Gen.Elements("&&", "||") from not in Gen.Elements("", "!") from right in Condition(depth - 1) select $"{not}({left}) {and} {right}");
    }
}
