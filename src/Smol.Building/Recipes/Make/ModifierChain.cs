using Smol.Storage;

namespace Smol.Building.Recipes.Make;

/// <summary>The modifiers of one reference, such as <c>:M*.tgz:S/a/b/</c>, applied from the left to the right.</summary>
/// <param name="expander">Expands what is in the modifiers.</param>
/// <param name="name">The variable's name.</param>
/// <param name="value">Its value; null when it is not set.</param>
/// <param name="evaluate">False to find the end only.</param>
internal sealed class ModifierChain(Expander expander, string name, string? value, bool evaluate)
{
    private readonly PatternReader _patterns = new(expander, evaluate);
    private readonly SubstitutionReader _substitutions = new(new(expander, evaluate), evaluate);
    private readonly bool _isSet = value is not null;
    private string _value = value ?? "";
    private bool _isKept = value is not null;
    private string _separator = " ";
    private bool _isOneWord;

    /// <summary>The value behind the last modifier; null when the variable is not set and no modifier stands in for it.</summary>
    public string? Result => _isKept ? _value : null;

    /// <summary>Applies the modifiers.</summary>
    /// <param name="text">Their text.</param>
    /// <param name="at">The index behind the first colon.</param>
    /// <param name="open">The bracket before the name.</param>
    /// <param name="close">The bracket that ends them; NUL for the end of the text.</param>
    /// <returns>The index of that bracket, or of the end.</returns>
    /// <exception cref="SmolException">One is not understood.</exception>
    public int Apply(SourceText text, int at, char open, char close)
    {
        while (at < text.Length && text[at] != close)
        {
            SourcePosition position = text.PositionOf(at);
            int next = ApplyVariable(text, at, close) ?? ApplyOne(text, at, open, close);
            expander.Budget.TakeLetters(_value.Length, position);
            at = next;
            if (text[at] == ':')
                at++;
            else if (at < text.Length && text[at] != close)
                throw new SmolException($"'{text[at]}' stands behind the end of a modifier", text.PositionOf(at).ToString(), "modifiers are parted by ':'");
        }
        return at;
    }

    /// <summary>Modifiers may come from a variable, as in <c>${NAMES:${FILTER}}</c>.</summary>
    private int? ApplyVariable(SourceText text, int at, char close)
    {
        if (text[at] != '$')
            return null;
        Reference reference = expander.ReadReference(text, at, evaluate);
        char next = text[reference.End];
        if (next != ':' && next != close && next != '\0')
            return null;
        if (!string.IsNullOrEmpty(reference.Value))
            Apply(SourceText.At(reference.Value, text.PositionOf(at)), 0, '\0', '\0');
        return reference.End;
    }

    private int ApplyOne(SourceText text, int at, char open, char close)
    {
        char behind = text[at + 1];
        bool isAlone = behind == ':' || behind == close;
        switch (text[at])
        {
            case 'U' or 'D':
                return ApplyDefined(text, at, close);
            case 'L':
                Keep(name);
                return at + 1;
            case 'M' or 'N':
                return ApplyMatch(text, at, open, close);
            case 'S':
                return ApplySubstitution(text, at);
            case 'C':
                return ApplyRegex(text, at);
            case 't':
                return ApplyTo(text, at, close);
            case '[':
                return ApplyWords(text, at);
            case '?':
                return ApplyChoice(text, at, close);
            case 'O' when isAlone || (behind == 'r' && (text[at + 2] == ':' || text[at + 2] == close)):
                return ApplyOrder(at, isReversed: !isAlone);
            case 'E' or 'H' or 'R' or 'T' or 'Q' or 'q' or 'u' when isAlone:
                _value = SimpleModifiers.Apply(text[at], _value, ModifyWords);
                return at + 1;
            default:
                return ApplySuffix(text, at, open, close);
        }
    }

    private void Keep(string newValue)
    {
        _value = newValue;
        _isKept = true;
    }

    private string ModifyWords(Func<string, string?> modify) => ModifyWords(modify, _isOneWord);

    private string ModifyWords(Func<string, string?> modify, bool isOneWord) =>
        string.Join(_separator, (isOneWord ? [_value] : WordList.Split(_value)).Select(modify).Where(word => word is not null));

    private int ApplyDefined(SourceText text, int at, char close)
    {
        bool isWanted = evaluate && (text[at] == 'U') != _isSet;
        string replacement = DefinedText.Read(expander, text, ref at, close, isWanted);
        Keep(isWanted ? replacement : _value);
        return at;
    }

    private int ApplyMatch(SourceText text, int at, char open, char close)
    {
        bool isMatch = text[at] == 'M';
        string pattern = MatchText.Read(expander, text, ref at, open, close, evaluate);
        _value = ModifyWords(word => GlobPattern.Matches(word, pattern) == isMatch ? word : null);
        return at;
    }

    private int ApplySubstitution(SourceText text, int at)
    {
        Substitution? substitution = _substitutions.Read(text, ref at);
        if (substitution is not null)
            _value = ModifyWords(substitution.Apply, _isOneWord || substitution.Flags.HasFlag(SubstitutionFlags.OneWord));
        return at;
    }

    private int ApplyRegex(SourceText text, int at)
    {
        _value = _substitutions.ReadRegex(text, ref at)?.Apply(_value, _isOneWord, expander.Budget) ?? _value;
        return at;
    }

    private int ApplyTo(SourceText text, int at, char close)
    {
        char kind = text[at + 1];
        int end = at + 2;
        switch (kind)
        {
            case 'l':
                _value = SimpleModifiers.ToLower(_value);
                return end;
            case 'u':
                _value = SimpleModifiers.ToUpper(_value);
                return end;
            case 'W' or 'w':
                _isOneWord = kind == 'W';
                return end;
            case 's':
                _separator = ReadSeparator(text, ref end, close);
                _value = ModifyWords(word => word);
                return end;
            default:
                throw NotUnderstood(text, at, $"t{kind}");
        }
    }

    private static string ReadSeparator(SourceText text, ref int at, char close)
    {
        char letter = text[at];
        if (letter == ':' || letter == close)
            return text[at + 1] == ':' || text[at + 1] == close ? text[at++].ToString() : "";
        at++;
        if (letter != '\\')
            return letter.ToString();
        return text[at++] switch
        {
            'n' => "\n",
            't' => "\t",
            _ => throw NotUnderstood(text, at - 4, "ts\\"),
        };
    }

    private int ApplyWords(SourceText text, int at)
    {
        int end = at + 1;
        string range = _patterns.Read(text, ref end, ']');
        if (!evaluate)
            return end;
        List<string> words = _isOneWord ? [_value] : WordList.Split(_value);
        switch (range)
        {
            case "#":
                _value = words.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
                break;
            case "*" or "0":
                _isOneWord = true;
                break;
            case "@":
                _isOneWord = false;
                break;
            default:
                _value = string.Join(_separator, WordSelection.Select(words, range) ?? throw NotUnderstood(text, at, $"[{range}]"));
                break;
        }
        return end;
    }

    /// <summary><c>${CONDITION:?YES:NO}</c>: the name is the condition.</summary>
    private int ApplyChoice(SourceText text, int at, char close)
    {
        bool isTrue = evaluate && new Condition(expander, SourceText.At(name, text.PositionOf(at)), ConditionForm.Modifier).Evaluate();
        int end = at + 1;
        string result = "";
        if (isTrue)
            result = _patterns.Read(text, ref end, ':');
        else
            _patterns.Skip(text, ref end, ':');
        if (isTrue)
            _patterns.Skip(text, ref end, close);
        else
            result = _patterns.Read(text, ref end, close);
        Keep(result);
        return end - 1;
    }

    private int ApplyOrder(int at, bool isReversed)
    {
        IEnumerable<string> words = WordList.Split(_value).Order(StringComparer.Ordinal);
        _value = string.Join(' ', isReversed ? words.Reverse() : words);
        return at + (isReversed ? 2 : 1);
    }

    private int ApplySuffix(SourceText text, int at, char open, char close)
    {
        int end = at;
        SuffixSubstitution substitution = _substitutions.ReadSuffix(text, ref end, open, close) ?? throw NotUnderstood(text, at, text[at].ToString());
        if (substitution.Wanted.Length > 0 || _value.Length > 0)
            _value = ModifyWords(substitution.Apply);
        return end;
    }

    private static SmolException NotUnderstood(SourceText text, int at, string modifier) =>
        new($"the modifier ':{modifier}' is not understood", text.PositionOf(at).ToString(),
            "understood are :C :D :E :H :L :M :N :O :Or :Q :R :S :T :U :tl :ts :tu :tw :tW :u :[] :?: and :old=new");
}
