using System.Text;
using Smol.Storage;

namespace Smol.Building.Recipes.Make;

/// <summary>Replaces references to variables by their values: <c>${NAME}</c>, <c>$(NAME)</c>, <c>$N</c>, and <c>$$</c> for a dollar.</summary>
/// <param name="variables">The variables.</param>
/// <param name="folder">Where <c>exists()</c> looks from.</param>
internal sealed class Expander(MakeVariables variables, string folder)
{
    private readonly List<string> _open = [];
    private bool _keepsUnset;

    /// <summary>The limits.</summary>
    public ExpansionBudget Budget { get; } = new();

    /// <summary>The variables.</summary>
    public MakeVariables Variables => variables;

    /// <summary>Where <c>exists()</c> looks from.</summary>
    public string Folder => folder;

    /// <summary>The text with each reference replaced; a variable that is not set is empty.</summary>
    /// <exception cref="SmolException">A reference is not understood, or never ends.</exception>
    public string Expand(SourceText text)
    {
        if (_keepsUnset)
            return Replace(text).Text;
        var result = new StringBuilder();
        for (int index = 0; index < text.Length;)
        {
            if (text[index] != '$')
            {
                result.Append(text[index++]);
            }
            else if (text[index + 1] == '$')
            {
                result.Append('$');
                index += 2;
            }
            else
            {
                Reference reference = ReadReference(text, index, evaluate: true);
                result.Append(reference.Value);
                index = reference.End;
            }
        }
        Budget.TakeLetters(result.Length, text.PositionOf(0));
        return result.ToString();
    }

    /// <summary>
    /// The same for <c>:=</c>, which leaves references to variables that are not set as they are, but for what can be expanded inside
    /// them; those in the values of other variables, too.
    /// </summary>
    /// <exception cref="SmolException">A reference is not understood, or never ends.</exception>
    public SourceText ExpandNow(SourceText text)
    {
        _keepsUnset = true;
        SourceText result = Replace(text);
        _keepsUnset = false;
        return result;
    }

    /// <summary>What a variable stands for.</summary>
    /// <exception cref="SmolException">It refers to itself, or its value is not understood.</exception>
    public string ExpandValue(string name, MakeValue value, SourcePosition position)
    {
        if (_open.Contains(name))
            throw new SmolException($"variable {name} refers to itself", position.ToString());
        _open.Add(name);
        string expanded = Expand(value.Text);
        _open.RemoveAt(_open.Count - 1);
        return expanded;
    }

    /// <summary>Reads the reference that a dollar begins.</summary>
    /// <param name="text">The text.</param>
    /// <param name="index">The dollar's index.</param>
    /// <param name="evaluate">False to find its end only.</param>
    /// <exception cref="SmolException">It is not understood, or never ends.</exception>
    public Reference ReadReference(SourceText text, int index, bool evaluate)
    {
        SourcePosition position = text.PositionOf(index);
        Budget.Enter(position);
        Reference reference = text[index + 1] is '{' or '(' ? ReadBracketed(text, index, evaluate) : ReadShort(text, index, evaluate);
        Budget.Leave();
        return reference;
    }

    private SourceText Replace(SourceText text)
    {
        var result = new SourceTextBuilder();
        int leftUntil = 0;
        for (int index = 0; index < text.Length;)
        {
            SourcePosition position = text.PositionOf(index);
            bool isDollar = text[index] == '$';
            if (!isDollar || text[index + 1] == '$' || (index < leftUntil && !BeginsReference(text[index + 1])))
            {
                result.Append(text[index], position);
                index += isDollar && text[index + 1] == '$' ? 2 : 1;
                continue;
            }
            Reference reference = ReadReference(text, index, evaluate: true);
            result.Append(reference.Value ?? "$", position);
            if (reference.Value is null)
                leftUntil = Math.Max(leftUntil, reference.End);
            index = reference.Value is null ? index + 1 : reference.End;
        }
        Budget.TakeLetters(result.Length, text.PositionOf(0));
        return result.Build(text.PositionOf(text.Length));
    }

    private static bool BeginsReference(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '{' or '(';

    private Reference ReadShort(SourceText text, int index, bool evaluate)
    {
        char letter = text[index + 1];
        if (!BeginsReference(letter) && !SpecialVariables.IsSpecial(letter.ToString()))
            throw new SmolException("'$' begins no reference to a variable", text.PositionOf(index).ToString(), "a dollar is written '$$'");
        return new(index + 2, evaluate ? Look(letter.ToString(), text.PositionOf(index)) : "");
    }

    private Reference ReadBracketed(SourceText text, int index, bool evaluate)
    {
        SourcePosition position = text.PositionOf(index);
        char open = text[index + 1];
        char close = open == '{' ? '}' : ')';
        int at = index + 2;
        string name = ReadName(text, ref at, open, close, evaluate);
        string? value = evaluate ? Look(name, position) : null;
        if (text[at] == ':')
        {
            var chain = new ModifierChain(this, name, value, evaluate);
            at = chain.Apply(text, at + 1, open, close);
            value = chain.Result;
        }
        if (text[at] != close)
            throw new SmolException($"'${open}{name}' has no '{close}'", position.ToString());
        return new(at + 1, value);
    }

    private string ReadName(SourceText text, ref int at, char open, char close, bool evaluate)
    {
        var name = new StringBuilder();
        int depth = 1;
        while (at < text.Length)
        {
            char letter = text[at];
            if (letter == open)
                depth++;
            if ((letter == close && --depth == 0) || (letter == ':' && depth == 1))
                break;
            if (letter == '$')
            {
                Reference inner = ReadReference(text, at, evaluate);
                name.Append(inner.Value);
                at = inner.End;
                continue;
            }
            name.Append(letter);
            at++;
        }
        return name.ToString();
    }

    private string? Look(string name, SourcePosition position)
    {
        MakeValue? value = variables.Find(name);
        if (value is null && SpecialVariables.IsSpecial(name))
            throw new SmolException($"'{name}' is a variable that make sets itself, and has no value here", position.ToString());
        return value is null ? null : ExpandValue(name, value, position);
    }
}
