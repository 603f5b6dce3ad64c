namespace Smol.Building.Recipes.Make;

/// <summary>The words of a value: parted by blanks, but not inside quotes or behind a backslash, which stay part of the word.</summary>
internal static class WordList
{
    /// <summary>The words. An empty value is one empty word, as make(1) has it.</summary>
    public static List<string> Split(string value)
    {
        string text = value.TrimStart(' ', '\t');
        var words = new List<string>();
        int start = 0;
        char quote = '\0';
        for (int index = 0; index < text.Length; index++)
        {
            char letter = text[index];
            if (letter == '\\')
            {
                index++;
            }
            else if (letter == quote)
            {
                quote = '\0';
            }
            else if (quote == '\0' && letter is '"' or '\'')
            {
                quote = letter;
            }
            else if (quote == '\0' && letter is ' ' or '\t' or '\n')
            {
                if (index > start)
                    words.Add(text[start..index]);
                start = index + 1;
            }
        }
        if (start < text.Length || words.Count == 0)
            words.Add(text[start..]);
        return words;
    }
}
