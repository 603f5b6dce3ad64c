using System.Text;

namespace Smol.Building.Recipes.Make;

/// <summary>Puts text together from parts of other text.</summary>
internal sealed class SourceTextBuilder
{
    private readonly StringBuilder _text = new();
    private readonly List<SourcePosition> _positions = [];

    /// <summary>How many letters there are.</summary>
    public int Length
    {
        get => _text.Length;
        set
        {
            _positions.RemoveRange(value, _text.Length - value);
            _text.Length = value;
        }
    }

    /// <summary>The last letter; NUL when there is none.</summary>
    public char Last => _text.Length == 0 ? '\0' : _text[^1];

    /// <summary>Adds one letter.</summary>
    public SourceTextBuilder Append(char letter, SourcePosition position)
    {
        _text.Append(letter);
        _positions.Add(position);
        return this;
    }

    /// <summary>Adds letters that are all at one place.</summary>
    public SourceTextBuilder Append(string text, SourcePosition position)
    {
        foreach (char letter in text)
            Append(letter, position);
        return this;
    }

    /// <summary>Adds text.</summary>
    public SourceTextBuilder Append(SourceText text)
    {
        for (int index = 0; index < text.Length; index++)
            Append(text[index], text.PositionOf(index));
        return this;
    }

    /// <summary>The text.</summary>
    /// <param name="end">Where it ends.</param>
    public SourceText Build(SourcePosition end) => new(_text.ToString(), [.. _positions, end]);
}
