using Smol.Storage;

namespace Smol.Guests.NetBsd.Packages;

/// <summary>csh(1)'s alternates: <c>{a,b{c,d}}-1</c> is <c>a-1</c>, <c>bc-1</c> and <c>bd-1</c>.</summary>
internal static class PackageAlternates
{
    // The largest in pkgsrc have some ten. A pattern of n pairs of braces has 2 to the n.
    private const int MostForms = 1000;

    /// <summary>The patterns without braces that a pattern stands for, in its order.</summary>
    /// <exception cref="SmolException">A brace is not closed, or there are too many.</exception>
    public static List<string> Expand(string pattern)
    {
        if (!pattern.Contains('{', StringComparison.Ordinal))
            return [pattern];
        var forms = new List<string>();
        var open = new Stack<string>();
        open.Push(pattern);
        while (open.TryPop(out string? form))
        {
            int brace = form.IndexOf('{', StringComparison.Ordinal);
            if (brace < 0)
                forms.Add(form);
            else
                PushAlternates(open, form, brace, pattern);
            if (forms.Count + open.Count > MostForms)
                throw new SmolException($"stands for over {MostForms} patterns", pattern);
        }
        return forms;
    }

    private static void PushAlternates(Stack<string> open, string form, int brace, string whole)
    {
        var alternates = new List<string>();
        int depth = 0;
        int start = brace + 1;
        for (int index = brace; index < form.Length; index++)
        {
            char character = form[index];
            if (character == '{')
                depth++;
            else if (character == '}')
                depth--;
            bool isLast = depth == 0;
            if (!isLast && !(depth == 1 && character == ','))
                continue;
            alternates.Add(form[start..index]);
            start = index + 1;
            if (isLast)
                break;
        }
        if (depth != 0)
            throw new SmolException("has a '{' that is not closed", whole);
        for (int index = alternates.Count - 1; index >= 0; index--)
            open.Push(string.Concat(form.AsSpan(0, brace), alternates[index], form.AsSpan(start)));
    }
}
