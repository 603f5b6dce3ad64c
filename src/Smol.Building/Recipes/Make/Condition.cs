using System.Text;
using Smol.Storage;

namespace Smol.Building.Recipes.Make;

/// <summary>
/// A condition of make(1): comparisons of strings and numbers, <c>defined() empty() exists()</c>, <c>! &amp;&amp; || ()</c>. What stands
/// behind a decided <c>&amp;&amp;</c> or <c>||</c> is read, but not evaluated.
/// </summary>
/// <param name="expander">Expands references.</param>
/// <param name="text">The condition.</param>
/// <param name="form">Where it stands.</param>
internal sealed class Condition(Expander expander, SourceText text, ConditionForm form)
{
    private int _at;

    /// <summary>Whether it holds.</summary>
    /// <exception cref="SmolException">It is not understood.</exception>
    public bool Evaluate()
    {
        bool result = ReadOr(evaluate: true);
        SkipBlanks();
        return _at == text.Length ? result : throw Malformed($"'{text[_at..]}' is too much");
    }

    private bool ReadOr(bool evaluate)
    {
        bool result = ReadAnd(evaluate);
        while (TakeOperator('|'))
            result |= ReadAnd(evaluate && !result);
        return result;
    }

    private bool ReadAnd(bool evaluate)
    {
        bool result = ReadNot(evaluate);
        while (TakeOperator('&'))
            result &= ReadNot(evaluate && result);
        return result;
    }

    private bool ReadNot(bool evaluate)
    {
        bool isNegated = false;
        for (SkipBlanks(); text[_at] == '!'; SkipBlanks())
        {
            isNegated = !isNegated;
            _at++;
        }
        return ReadTerm(evaluate) != isNegated;
    }

    private bool ReadTerm(bool evaluate)
    {
        if (_at == text.Length)
            throw Malformed("it ends too early");
        if (text[_at] != '(')
            return text[_at] is '"' or '$' || char.IsAsciiDigit(text[_at]) || text[_at] is '+' or '-' ? ReadComparison(evaluate) : ReadWord(evaluate);
        SourcePosition position = text.PositionOf(_at++);
        expander.Budget.Enter(position);
        bool result = ReadOr(evaluate);
        expander.Budget.Leave();
        SkipBlanks();
        if (text[_at] != ')')
            throw new SmolException("'(' has no ')'", position.ToString());
        _at++;
        return result;
    }

    private bool TakeOperator(char letter)
    {
        SkipBlanks();
        if (text[_at] != letter)
            return false;
        _at += text[_at + 1] == letter ? 2 : 1;
        return true;
    }

    /// <summary>A function, or a word alone, which asks whether a variable is set.</summary>
    private bool ReadWord(bool evaluate)
    {
        int start = _at;
        string word = ConditionFunction.ReadName(text, _at);
        int behind = Blanks.Skip(text, _at + word.Length);
        if (word.Length > 0 && text[behind] == '(' && ConditionFunction.IsFunction(word))
        {
            _at = behind;
            return new ConditionFunction(expander, text, word).Evaluate(ref _at, evaluate);
        }
        string name = ConditionFunction.ReadArgument(expander, text, ref _at, evaluate);
        int next = Blanks.Skip(text, _at);
        if (text[next] is '=' or '!' or '<' or '>' || name.Length == 0)
        {
            _at = start;
            return ReadComparison(evaluate);
        }
        return evaluate && IsDefined(name);
    }

    private bool IsDefined(string name) => (expander.Variables.Find(name) is not null) != (form == ConditionForm.IfNotDefined);

    private bool ReadComparison(bool evaluate)
    {
        SourcePosition position = text.PositionOf(_at);
        ConditionOperand left = ReadOperand(evaluate, isLeft: true);
        SkipBlanks();
        string comparison = ReadComparisonOperator();
        if (comparison.Length == 0)
            return evaluate && IsTrue(left);
        SkipBlanks();
        if (_at == text.Length)
            throw Malformed($"nothing stands behind '{comparison}'");
        ConditionOperand right = ReadOperand(evaluate, isLeft: false);
        return evaluate && Compare(left, comparison, right, position);
    }

    private string ReadComparisonOperator()
    {
        if (text[_at] is not ('=' or '!' or '<' or '>'))
            return "";
        int start = _at++;
        if (text[_at] == '=')
            _at++;
        string comparison = text.Text[start.._at];
        return comparison is "=" or "!" ? throw Malformed($"'{comparison}' compares nothing; write '{comparison}='") : comparison;
    }

    /// <summary>An operand alone: not empty, not 0, or the name of a variable that is set.</summary>
    private bool IsTrue(ConditionOperand operand)
    {
        if (operand.IsQuoted)
            return operand.Text.Length > 0;
        if (ConditionNumber.Read(operand.Text) is { } number)
            return number != 0;
        return form is ConditionForm.If or ConditionForm.Modifier ? operand.Text.Length > 0 : IsDefined(operand.Text);
    }

    private static bool Compare(ConditionOperand left, string comparison, ConditionOperand right, SourcePosition position)
    {
        if (!left.IsQuoted && !right.IsQuoted && ConditionNumber.Read(left.Text) is { } first && ConditionNumber.Read(right.Text) is { } second)
        {
            return comparison switch
            {
                "==" => first == second,
                "!=" => first != second,
                "<" => first < second,
                "<=" => first <= second,
                ">" => first > second,
                _ => first >= second,
            };
        }
        return comparison switch
        {
            "==" => left.Text == right.Text,
            "!=" => left.Text != right.Text,
            _ => throw new SmolException($"'{left.Text}' {comparison} '{right.Text}' compares no numbers", position.ToString(), "strings are compared with == and !="),
        };
    }

    private ConditionOperand ReadOperand(bool evaluate, bool isLeft)
    {
        int start = _at;
        bool isQuoted = text[_at] == '"';
        if (isQuoted)
            _at++;
        bool isFree = isQuoted || !isLeft || form == ConditionForm.Modifier || text[start] == '$' || char.IsAsciiDigit(text[start]);
        var result = new StringBuilder();
        while (_at < text.Length)
        {
            char letter = text[_at];
            if (isQuoted ? letter == '"' : letter is ')' or '!' or '=' or '>' or '<' or ' ' or '\t')
                break;
            if (letter == '$')
            {
                result.Append(ReadReference(evaluate, isQuoted));
                continue;
            }
            if (!isFree)
                throw Malformed("the left side of a comparison must be a reference, a number, or in double quotes");
            if (letter == '\\' && _at + 1 < text.Length)
                letter = text[++_at];
            result.Append(letter);
            _at++;
        }
        if (isQuoted && text[_at++] != '"')
            throw new SmolException("'\"' has no second one", text.PositionOf(start).ToString());
        return new(result.ToString(), isQuoted);
    }

    private string ReadReference(bool evaluate, bool isQuoted)
    {
        int start = _at;
        Reference reference = expander.ReadReference(text, _at, evaluate);
        _at = reference.End;
        if (evaluate && !isQuoted && reference.Value is null)
        {
            throw new SmolException($"'{text[start.._at]}' is compared, and is not set", text.PositionOf(start).ToString(),
                "ask defined() before, or put it in double quotes");
        }
        return reference.Value ?? "";
    }

    private void SkipBlanks() => _at = Blanks.Skip(text, _at);

    private SmolException Malformed(string problem) => new($"the condition is not understood: {problem}", text.PositionOf(_at).ToString());
}
