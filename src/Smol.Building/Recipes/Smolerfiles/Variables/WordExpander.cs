using System.Text;

namespace Smol.Building.Recipes.Smolerfiles.Variables;

/// <summary>Replaces variables in a text, and takes quotes and escape letters away (Dockerfile reference, "Environment replacement").</summary>
/// <param name="source">The text.</param>
/// <param name="escape">The escape letter.</param>
/// <param name="form">What is done with quotes.</param>
/// <param name="find">The value of a variable; null where it is not set.</param>
/// <param name="budget">What the expansions of the file may still take.</param>
internal sealed class WordExpander(string source, char escape, ExpansionForm form, Func<string, string?> find, ExpansionBudget budget)
{
    private const int Deepest = 64;
    private const int CostOfName = 64; // in letters
    private const char NoEnd = '\0';

    private readonly HashSet<string> _used = [];
    private readonly List<(string Name, int At)> _unset = [];
    private int _at;
    private int _depth;

    /// <summary>Does it.</summary>
    /// <exception cref="ExpansionException">A quote or a brace is not closed, a form is not known, <c>${x:?}</c> says so, or it takes too long.</exception>
    public ExpandedText Run()
    {
        var words = new WordList();
        string text = Until(NoEnd, keepsEscapes: false, words);
        return new(text, words.Finish(), _used, _unset);
    }

    private bool IsAtEnd => _at >= source.Length;

    private string Until(char end, bool keepsEscapes, WordList? words)
    {
        int begin = _at;
        var result = new StringBuilder();
        while (!IsAtEnd && (end == NoEnd || source[_at] != end))
        {
            char letter = source[_at];
            if (letter == '$')
            {
                string value = Dollar();
                words?.Add(value);
                Append(result, value);
            }
            else if (form == ExpansionForm.Word && (letter is '"' or '\''))
            {
                string text = letter == '"' ? DoubleQuoted(keepsEscapes) : SingleQuoted();
                words?.AddWhole(text);
                Append(result, text);
            }
            else
            {
                Letter(result, keepsEscapes, words);
            }
        }
        if (end != NoEnd && IsAtEnd)
            throw new ExpansionException(begin, $"the '{end}' that ends a substitution is missing");
        if (end != NoEnd)
            _at++;
        return result.ToString();
    }

    private void Letter(StringBuilder result, bool keepsEscapes, WordList? words)
    {
        char letter = source[_at++];
        if (letter != escape)
        {
            words?.Add(letter);
            result.Append(letter);
            return;
        }
        if (keepsEscapes)
            result.Append(letter);
        if (IsAtEnd)
            return;
        words?.AddWhole(source[_at]);
        result.Append(source[_at++]);
    }

    private string SingleQuoted()
    {
        int end = source.IndexOf('\'', _at + 1);
        if (end < 0)
            throw new ExpansionException(_at, "a ' is not closed", "an apostrophe that is no quote stands behind the escape letter");
        string text = source[(_at + 1)..end];
        _at = end + 1;
        return text;
    }

    private string DoubleQuoted(bool keepsEscapes)
    {
        int begin = _at++;
        var result = new StringBuilder();
        while (!IsAtEnd && source[_at] != '"')
        {
            char letter = source[_at];
            if (letter == '$')
            {
                Append(result, Dollar());
                continue;
            }
            _at++;
            if (letter == escape)
            {
                if (keepsEscapes)
                    result.Append(letter);
                if (IsAtEnd)
                    break;
                // Before other letters the escape letter is one itself.
                if (source[_at] is '"' or '$' || source[_at] == escape)
                    letter = source[_at++];
            }
            result.Append(letter);
        }
        if (IsAtEnd)
            throw new ExpansionException(begin, "a \" is not closed");
        _at++;
        return result.ToString();
    }

    private string Dollar()
    {
        int begin = _at++;
        if (IsAtEnd || source[_at] != '{')
        {
            string plain = Name();
            return plain.Length == 0 ? "$" : Value(plain, begin) ?? "";
        }
        _at++;
        if (IsAtEnd)
            throw new ExpansionException(begin, "the '}' that ends a substitution is missing");
        string name = Name();
        if (name.Length == 0 || IsAtEnd)
            throw new ExpansionException(begin, name.Length == 0 ? "a substitution has no name" : "the '}' that ends a substitution is missing", "write ${NAME}, or \\$ for a dollar sign");
        if (++_depth > Deepest)
            throw new ExpansionException(begin, $"substitutions are more than {Deepest} deep in each other");
        string result = Substitution(name, begin);
        _depth--;
        return result;
    }

    private string Substitution(string name, int begin)
    {
        char kind = source[_at++];
        if (kind == '}')
            return Value(name, begin) ?? "";
        if (kind == '/')
            return Replaced(name, begin);
        bool emptyIsUnset = kind == ':';
        if (emptyIsUnset)
            kind = IsAtEnd ? NoEnd : source[_at++];
        if (kind is '#' or '%')
            return Trimmed(name, kind, begin);
        if (kind is not ('-' or '+' or '?'))
            throw new ExpansionException(begin, $"'${{{name}{(emptyIsUnset ? ":" : "")}{(kind == NoEnd ? "" : kind)}' is no known substitution", "there are ${x:-d} ${x:+d} ${x:?e}, the same without ':', ${x#p} ${x##p} ${x%p} ${x%%p} ${x/p/r} and ${x//p/r}");
        string word = Until('}', keepsEscapes: false, null);
        string? value = kind == '-' || kind == '+' ? Peek(name) : Value(name, begin);
        bool isSet = value is not null && (!emptyIsUnset || value.Length > 0);
        return kind switch
        {
            '-' => isSet ? value! : word,
            '+' => isSet ? word : "",
            _ when isSet => value!,
            _ => throw new ExpansionException(begin, $"{name} " + (word.Length > 0 ? $"must be set: {word}" : value is null ? "must be set" : "must not be empty"), $"give it with --build-arg {name}=VALUE"),
        };
    }

    private string Trimmed(string name, char kind, int begin)
    {
        bool isLongest = !IsAtEnd && source[_at] == kind;
        if (isLongest)
            _at++;
        var pattern = new ShellPattern(Until('}', keepsEscapes: true, null), begin);
        string value = Value(name, begin) ?? "";
        budget.Spend(pattern.Cost(value), begin);
        int length = kind == '#' ? pattern.Prefix(value, isLongest) : pattern.Suffix(value, isLongest);
        return length <= 0 ? value : kind == '#' ? value[length..] : value[..^length];
    }

    private string Replaced(string name, int begin)
    {
        bool all = !IsAtEnd && source[_at] == '/';
        if (all)
            _at++;
        var pattern = new ShellPattern(Until('/', keepsEscapes: true, null), begin);
        string replacement = Until('}', keepsEscapes: true, null);
        string value = Value(name, begin) ?? "";
        budget.Spend(pattern.Cost(value) * 4, begin);
        return pattern.Replace(value, replacement, all);
    }

    private string? Value(string name, int at)
    {
        string? value = Peek(name);
        if (value is null)
            _unset.Add((name, at));
        return value;
    }

    private string? Peek(string name)
    {
        budget.Spend(CostOfName, _at);
        string? value = find(name);
        if (value is not null)
            _used.Add(name);
        return value;
    }

    /// <summary>A name, a number, one of the shell's special parameters (none of which is ever set), or nothing.</summary>
    private string Name()
    {
        int begin = _at;
        if (!IsAtEnd && source[_at] is '@' or '*' or '#' or '?' or '-' or '$' or '!')
            return source[_at++].ToString();
        bool isNumber = !IsAtEnd && char.IsDigit(source[_at]);
        while (!IsAtEnd && (isNumber ? char.IsDigit(source[_at]) : char.IsLetterOrDigit(source[_at]) || source[_at] == '_'))
            _at++;
        return source[begin.._at];
    }

    private void Append(StringBuilder result, string text)
    {
        budget.Spend(text.Length, _at);
        if (result.Length + text.Length > ExpansionBudget.LongestValue)
            throw new ExpansionException(_at, $"it expands to more than {ExpansionBudget.LongestValue} letters");
        result.Append(text);
    }
}
