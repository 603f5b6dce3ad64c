using System.Text;

namespace Smol.Building.Recipes.Smolerfiles.Variables;

/// <summary>Collects words while a text is expanded.</summary>
internal sealed class WordList
{
    private readonly List<string> _words = [];
    private readonly StringBuilder _word = new();

    /// <summary>Adds a letter; a blank ends the word.</summary>
    public void Add(char letter)
    {
        if (!char.IsWhiteSpace(letter))
            _word.Append(letter);
        else
            End();
    }

    /// <summary>Adds letters, in which blanks end words.</summary>
    public void Add(string letters)
    {
        foreach (char letter in letters)
            Add(letter);
    }

    /// <summary>Adds a letter that ends no word.</summary>
    public void AddWhole(char letter) => _word.Append(letter);

    /// <summary>Adds letters that end no word.</summary>
    public void AddWhole(string letters) => _word.Append(letters);

    /// <summary>The words.</summary>
    public IReadOnlyList<string> Finish()
    {
        End();
        return _words;
    }

    private void End()
    {
        if (_word.Length > 0)
            _words.Add(_word.ToString());
        _word.Clear();
    }
}
