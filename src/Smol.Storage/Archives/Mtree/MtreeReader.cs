using Smol.Storage.FileTrees;

namespace Smol.Storage.Archives.Mtree;

/// <summary>
/// Reads a specification as mtree(8) writes it, <c>install -M</c> (a METALOG) or <c>bsdtar --format=mtree</c>: one line a node, either
/// with its full path, or by its name in the directory that the lines before it led to.
/// </summary>
/// <param name="text">The specification.</param>
/// <param name="name">What to call it in an error.</param>
internal sealed class MtreeReader(ReadOnlyMemory<byte> text, string name)
{
    private readonly MtreeLines _lines = new(text);
    private readonly Stack<TreePath> _directories = [];
    private MtreeKeywords _defaults = new();

    /// <summary>The next node; false at the end.</summary>
    /// <exception cref="SmolException">A line can't be understood; says which.</exception>
    public bool TryRead(out MtreeEntry entry)
    {
        while (_lines.MoveNext())
        {
            try
            {
                if (TryReadLine(out entry))
                    return true;
            }
            catch (InvalidDataException wrong)
            {
                throw new SmolException(wrong.Message, $"{name}:{_lines.Number}", "mtree(5) has the format", wrong);
            }
        }
        entry = default;
        return false;
    }

    /// <summary>One line; false for one that describes no node.</summary>
    private bool TryReadLine(out MtreeEntry entry)
    {
        entry = default;
        ByteString first = _lines.Words[0];
        ReadOnlySpan<ByteString> others = _lines.Words[1..];
        if (first.Span.StartsWith("/"u8))
        {
            RunCommand(first.ToString(), others);
            return false;
        }
        if (first.Span.SequenceEqual(".."u8))
        {
            if (!_directories.TryPop(out _))
                throw new InvalidDataException("'..' leads out of the tree");
            return false;
        }
        MtreeKeywords keywords = MtreeKeywords.Parse(others).Over(_defaults);
        entry = new(PathOf(first, keywords), _lines.Number, keywords);
        return true;
    }

    private void RunCommand(string command, ReadOnlySpan<ByteString> words) => _defaults = command switch
    {
        "/set" => MtreeKeywords.Parse(words).Over(_defaults),
        "/unset" => _defaults.Without(words),
        _ => throw new InvalidDataException($"'{command}' is neither /set nor /unset, and a path begins with ./ or a name"),
    };

    private TreePath PathOf(ByteString word, MtreeKeywords keywords)
    {
        ByteString decoded = VisText.Decode(word.Span);
        bool isFull = word.Span.Contains((byte)'/');
        TreePath path;
        if (isFull || decoded.Span.SequenceEqual("."u8))
        {
            if (!TreePath.TryParse(decoded.Span, out path, out string? problem))
                throw new InvalidDataException($"'{word}' is no path in a tree: {problem}");
        }
        else
        {
            if (!TreePath.IsName(decoded.Span))
                throw new InvalidDataException($"'{word}' can't be a name");
            path = (_directories.TryPeek(out TreePath directory) ? directory : TreePath.Root).Append(decoded);
        }
        if (!isFull && keywords.Kind == NodeKind.Directory)
            _directories.Push(path);
        return path;
    }
}
