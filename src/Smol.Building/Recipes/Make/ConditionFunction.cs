using System.Text;
using Smol.Storage;

namespace Smol.Building.Recipes.Make;

/// <summary>A function in a condition: <c>defined(NAME)</c>, <c>empty(NAME:modifiers)</c>, <c>exists(path)</c>.</summary>
/// <param name="expander">Expands references.</param>
/// <param name="text">The condition.</param>
/// <param name="name">The function's name.</param>
internal sealed class ConditionFunction(Expander expander, SourceText text, string name)
{
    private static readonly string[] Names = ["defined", "empty", "exists", "make", "target", "commands"];

    /// <summary>Whether make(1) has a function of that name.</summary>
    public static bool IsFunction(string name) => Names.Contains(name);

    /// <summary>The letters that begin at an index.</summary>
    public static string ReadName(SourceText text, int at)
    {
        int end = at;
        while (char.IsAsciiLetter(text[end]))
            end++;
        return text.Text[at..end];
    }

    /// <summary>A word, up to a blank, an operator or a bracket that it did not open.</summary>
    public static string ReadArgument(Expander expander, SourceText text, ref int at, bool evaluate)
    {
        var result = new StringBuilder();
        int depth = 0;
        while (at < text.Length && text[at] is not (' ' or '\t'))
        {
            char letter = text[at];
            if (letter is '&' or '|' && depth == 0)
                break;
            if (letter == '$')
            {
                Reference reference = expander.ReadReference(text, at, evaluate);
                result.Append(reference.Value);
                at = reference.End;
                continue;
            }
            if (letter == '(')
                depth++;
            if (letter == ')' && --depth < 0)
                break;
            result.Append(letter);
            at++;
        }
        return result.ToString();
    }

    /// <summary>Evaluates it.</summary>
    /// <param name="at">The index of the bracket behind the name; behind the one that ends it afterwards.</param>
    /// <param name="evaluate">False to find the end only.</param>
    /// <exception cref="SmolException">It asks for targets, or has no end.</exception>
    public bool Evaluate(ref int at, bool evaluate)
    {
        SourcePosition position = text.PositionOf(at);
        if (name == "empty")
            return IsEmpty(ref at, evaluate);
        at = Blanks.Skip(text, at + 1);
        string argument = ReadArgument(expander, text, ref at, evaluate);
        at = Blanks.Skip(text, at);
        if (text[at] != ')')
            throw new SmolException($"'{name}(' has no ')'", position.ToString());
        at++;
        if (argument.Length == 0 || !evaluate)
            return false;
        return name switch
        {
            "defined" => expander.Variables.Find(argument) is not null,
            "exists" => Path.Exists(Path.Combine(expander.Folder, argument)),
            _ => throw new SmolException($"{name}() asks for targets of make, which a service's options have none of", position.ToString()),
        };
    }

    /// <summary>What is in the brackets is read as if a dollar were before them.</summary>
    private bool IsEmpty(ref int at, bool evaluate)
    {
        SourceText reference = new SourceTextBuilder().Append('$', text.PositionOf(at)).Append(text[at..]).Build(text.PositionOf(text.Length));
        Reference read = expander.ReadReference(reference, 0, evaluate);
        at += read.End - 1;
        return evaluate && (read.Value ?? "").All(Blanks.IsBlank);
    }
}
