using Smol.Building.Recipes.Smolerfiles.Diagnostics;
using Smol.Building.Recipes.Smolerfiles.Lexing;
using Smol.Building.Recipes.Smolerfiles.Syntax;

namespace Smol.Building.Recipes.Smolerfiles.Parsing;

/// <summary>Makes an instruction of a <c>COPY</c> or <c>ADD</c>.</summary>
internal sealed class CopyParser(InstructionHead head, FlagReader flags, ArgumentReader arguments, DiagnosticBag diagnostics)
{
    /// <summary>The instruction; null when it is none.</summary>
    public CopyInstruction? Parse()
    {
        IReadOnlyList<MappedText>? json = arguments.Json();
        IReadOnlyList<MappedText> words = json ?? WordSplitter.AtBlanks(arguments.Rest);
        if (words.Count < 2)
            return arguments.Refuse<CopyInstruction>($"{head.Verb} needs at least one source and a destination", $"write {head.Verb} SOURCE… DESTINATION");
        if (flags.Span("keep-git-dir") is { } git)
        {
            diagnostics.Error(DiagnosticRule.UnsupportedFlag, git, "ADD --keep-git-dir is for git repositories, and smol fetches none", "ADD the URL of an archive of it");
            return null;
        }
        var sources = new List<CopySource>();
        foreach (MappedText word in words.SkipLast(1))
            sources.Add(new(word, json is null ? HeredocOf(word) : null));
        if (json is null && HeredocOf(words[^1]) is not null)
            return arguments.Refuse<CopyInstruction>("a heredoc can't be the destination", $"write {head.Verb} {words[^1].Text} DESTINATION", words[^1]);
        if (sources.Count(source => source.Heredoc is not null) < head.Heredocs.Count)
            return arguments.Refuse<CopyInstruction>("a heredoc must be a word of its own", "write <<EOF, without a blank between");
        return new(head, Flags(), sources, words[^1], json is not null);
    }

    private CopyFlags Flags() => new()
    {
        From = flags.Value("from"),
        Chown = flags.Value("chown"),
        Chmod = flags.Value("chmod"),
        Checksum = flags.Value("checksum"),
        Excludes = flags.Values("exclude"),
        Link = flags.Switch("link") == true ? flags.Span("link") : null,
        Parents = flags.Switch("parents") == true,
        Unpack = flags.Switch("unpack"),
    };

    private Heredoc? HeredocOf(MappedText word) => head.Heredocs.FirstOrDefault(heredoc => heredoc.Mark == word.Text);
}
