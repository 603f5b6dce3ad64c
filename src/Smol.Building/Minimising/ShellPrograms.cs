using System.Buffers;
using System.Text;

namespace Smol.Building.Minimising;

/// <summary>
/// Finds the words of a shell script that may name a program: those that stand where a command stands, and absolute paths anywhere.
/// What a variable or a pattern makes of a word is not known. Comments, texts in quotes and here-documents are passed over, but for
/// commands in them (<c>"$(date)"</c>). It is a reader for scripts that a shell takes; of others it may find too much or too little.
/// </summary>
internal sealed class ShellPrograms
{
    // After these a command still follows.
    private static readonly HashSet<string> Openers =
        ["if", "then", "elif", "else", "while", "until", "do", "!", "{", "exec", "command", "eval", "env", "nohup", "time", "xargs"];

    private static readonly SearchValues<char> NameLetters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    private readonly string _text;
    private readonly List<ShellWord> _found = [];
    private readonly StringBuilder _word = new();
    private readonly Stack<(char Opener, bool IsCommand)> _open = new();
    private readonly Queue<string> _documents = new();
    private int _at;
    private int _line = 1;
    private bool _hasWord;
    private bool _isKnown = true;
    private bool _isCommand = true;
    private bool _isDocument;
    private bool _isTarget;

    private ShellPrograms(string text) => _text = text;

    private char Here => Peek(0);

    /// <summary>The words, in order.</summary>
    public static IReadOnlyList<ShellWord> Find(string text)
    {
        var reader = new ShellPrograms(text);
        while (reader._at < text.Length)
            reader.Step();
        reader.EndWord();
        return reader._found;
    }

    private char Peek(int ahead) => _at + ahead < _text.Length ? _text[_at + ahead] : '\0';

    private void Step()
    {
        if (_open.TryPeek(out var quote) && quote.Opener == '"')
            StepQuoted();
        else
            StepPlain();
    }

    private void StepQuoted()
    {
        switch (Here)
        {
            case '"':
                _open.Pop();
                _at++;
                break;
            case '\\':
                TakeLetter(_at + 1 < _text.Length ? 1 : 0);
                break;
            case '$' or '`':
                TakeExpansion();
                break;
            default:
                TakeLetter(0);
                break;
        }
    }

    private void StepPlain()
    {
        switch (Here)
        {
            case '\n':
                EndCommand();
                EndLine();
                break;
            case ' ' or '\t' or '\r':
                EndWord();
                _at++;
                break;
            case '#' when !_hasWord:
                SkipTo('\n');
                break;
            case '\\' when Peek(1) == '\n':
                (_at, _line) = (_at + 2, _line + 1);
                break;
            case '\\':
                TakeLetter(1);
                break;
            case '\'':
                TakeSingleQuoted();
                break;
            case '"':
                (_hasWord, _at) = (true, _at + 1);
                _open.Push(('"', false));
                break;
            case '$' or '`':
                TakeExpansion();
                break;
            case '<' or '>':
                TakeRedirection();
                break;
            case ';' or '&' or '|' or '(' or ')':
                TakeOperator();
                break;
            default:
                _isKnown &= Here is not ('*' or '?' or '[') || (Here == '[' && !_hasWord);
                TakeLetter(0);
                break;
        }
    }

    private void TakeLetter(int skipped)
    {
        _at += skipped;
        if (Here == '\n')
            _line++;
        _word.Append(Here);
        (_hasWord, _at) = (true, _at + 1);
    }

    private void TakeSingleQuoted()
    {
        _hasWord = true;
        for (_at++; _at < _text.Length && Here != '\''; _at++)
        {
            _word.Append(Here);
            if (Here == '\n')
                _line++;
        }
        _at++;
    }

    /// <summary>What makes a word unknown. A command in it is read as one.</summary>
    private void TakeExpansion()
    {
        bool isCommand = Here == '`' || (Peek(1) == '(' && Peek(2) != '(');
        if (isCommand && Here == '`' && _open.Any(open => open.Opener == '`'))
        {
            EndCommand();
            while (_open.Peek().Opener != '`')
                _open.Pop();
            GoOn(_open.Pop().IsCommand);
            _at++;
            return;
        }
        (_hasWord, _isKnown) = (true, false);
        if (isCommand)
        {
            bool isAssignment = _isCommand && IsAssignment(_word.ToString());
            _open.Push((Here == '`' ? '`' : '(', isAssignment));
            _at += Here == '`' ? 1 : 2;
            DropWord();
            (_isCommand, _isTarget) = (true, false);
        }
        else if (Peek(1) is '(' or '{')
        {
            SkipTo(Peek(1) == '(' ? ')' : '}');
        }
        else
        {
            _at++;
        }
    }

    /// <summary>Behind a command's output goes on what it is a part of: a word that is not known, or words before a command.</summary>
    private void GoOn(bool isCommand) => (_hasWord, _isKnown, _isCommand) = (!isCommand, isCommand, isCommand);

    private void TakeRedirection()
    {
        // The digit before it is no word.
        if (_word.Length == 1 && char.IsAsciiDigit(_word[0]))
            DropWord();
        EndWord();
        _isDocument = Here == '<' && Peek(1) == '<';
        _at += _isDocument ? 2 : 1;
        if (_isDocument && Here == '-')
            _at++;
        while (Here is '>' or '&' or '|')
            _at++;
        _isTarget = true;
    }

    private void TakeOperator()
    {
        EndCommand();
        if (Here == ')' && _open.TryPeek(out var open) && open.Opener == '(')
            GoOn(_open.Pop().IsCommand);
        else if (Here == '(')
            _open.Push(('(', true));
        _at++;
    }

    private void EndCommand()
    {
        EndWord();
        _isCommand = true;
        _isTarget = false;
    }

    private void EndLine()
    {
        (_at, _line) = (_at + 1, _line + 1);
        while (_documents.TryDequeue(out string? end))
        {
            bool isOver = false;
            while (!isOver && _at < _text.Length)
            {
                int from = _at;
                SkipTo('\n');
                isOver = _text[from.._at].TrimStart('\t') == end;
                (_at, _line) = (_at + 1, _line + 1);
            }
        }
    }

    private void EndWord()
    {
        if (!_hasWord)
            return;
        string word = _word.ToString();
        bool isKnown = _isKnown;
        DropWord();
        if (_isTarget)
        {
            if (_isDocument)
                _documents.Enqueue(word);
            (_isTarget, _isDocument) = (false, false);
            return;
        }
        bool isAssignment = IsAssignment(word);
        string path = isAssignment ? word[(word.IndexOf('=', StringComparison.Ordinal) + 1)..] : word;
        if (isKnown && (path.StartsWith('/') || (_isCommand && !isAssignment && !Openers.Contains(word))))
            _found.Add(new(path, _line));
        _isCommand &= isAssignment || (isKnown && Openers.Contains(word));
    }

    private static bool IsAssignment(string word) =>
        word.IndexOf('=', StringComparison.Ordinal) is > 0 and var length && word.AsSpan(0, length).IndexOfAnyExcept(NameLetters) < 0;

    private void DropWord()
    {
        _word.Clear();
        (_hasWord, _isKnown) = (false, true);
    }

    private void SkipTo(char end)
    {
        while (_at < _text.Length && Here != end)
        {
            if (Here == '\n')
                _line++;
            _at++;
        }
    }
}
