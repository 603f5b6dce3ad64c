using System.Text.RegularExpressions;
using Smol.Building.Recipes.Smolerfiles.Diagnostics;
using Smol.Building.Recipes.Smolerfiles.Ignoring;
using Smol.Building.Recipes.Smolerfiles.Lexing;
using Smol.Building.Recipes.Smolerfiles.Syntax;
using Smol.Building.Recipes.Smolerfiles.Variables;
using Smol.Storage;

namespace Smol.Building.Recipes.Smolerfiles.Planning;

/// <summary>Makes a step of a <c>COPY</c> or <c>ADD</c>.</summary>
internal sealed partial class CopyPlanner(PlanContext context, StageState stage, CopyInstruction copy)
{
    private readonly List<string> _paths = [];
    private readonly List<Uri> _urls = [];
    private readonly List<InlineFile> _files = [];

    /// <summary>Adds the step, unless something is wrong.</summary>
    public void Plan()
    {
        CopyFlags flags = copy.Flags;
        CopyOrigin? origin = flags.From is null ? null : context.Origin(stage, flags.From);
        bool isRight = flags.From is null || origin is not null;
        foreach (CopySource source in copy.Sources)
            isRight &= AddSource(source);
        string? destination = context.Expand(stage, copy, copy.Destination);
        isRight &= destination is not null && CheckDestination(destination);
        string? owner = Attribute(flags.Chown, "owner", Owner(), "an owner is written USER or USER:GROUP", ref isRight);
        string? mode = Attribute(flags.Chmod, "mode", Mode(), "permissions are octal, as 755, or symbolic, as u+x", ref isRight);
        string? checksum = Attribute(flags.Checksum, "digest", Checksum(), "a digest is sha256: and 64 hexadecimal digits", ref isRight);
        isRight &= CheckRules(flags) & CheckChecksum(flags);
        if (flags.Link is { } link)
            context.Diagnostics.Note(DiagnosticRule.FlagWithoutEffect, link, "--link has no effect: an image of smol has no layers");
        if (!isRight)
            return;
        stage.Steps.Add(new CopyStep(copy.Span, InstructionPrinter.Print(copy), GuestPath.Resolve(stage.Configuration.WorkingDirectory, destination!))
        {
            UnpacksArchives = copy.IsAdd && flags.Unpack != false,
            UnpacksFetched = copy.IsAdd && flags.Unpack == true,
            From = origin,
            Paths = _paths,
            Urls = _urls,
            Checksum = checksum,
            Files = _files,
            Owner = owner,
            Mode = mode,
            Excludes = [.. flags.Excludes.Select(exclude => exclude.Text)],
            KeepsParents = flags.Parents,
            MayBeMissing = context.Dialect == SmolerfileDialect.SmolBsd,
        });
    }

    private bool AddSource(CopySource source)
    {
        SourceSpan span = source.Word.Span;
        if (source.Heredoc is { } heredoc)
        {
            MappedText content = heredoc.StripsTabs ? MappedText.Decoded(heredoc.Stripped, heredoc.Content.Span) : heredoc.Content;
            string? text = heredoc.IsExpanded ? context.Expand(stage, copy, content, ExpansionForm.Text) : content.Text;
            if (text is not null)
                _files.Add(new(heredoc.Name, text));
            return text is not null;
        }
        if (context.Expand(stage, copy, source.Word) is not { } path)
            return false;
        if (path.Length == 0)
            return Refuse(DiagnosticRule.BadSource, span, "a source is empty", null);
        if (Git().IsMatch(path))
            return Refuse(DiagnosticRule.BadSource, span, "a git repository can't be a source", "ADD the URL of an archive of it");
        return IsUrl(path) ? AddUrl(path, span) : AddPath(path, span);
    }

    private bool AddUrl(string path, SourceSpan span)
    {
        if (!copy.IsAdd && context.Dialect == SmolerfileDialect.Docker)
            return Refuse(DiagnosticRule.BadSource, span, "COPY fetches nothing", "write ADD for a URL");
        if (!Uri.TryCreate(path, UriKind.Absolute, out Uri? address) || address.Host.Length == 0)
            return Refuse(DiagnosticRule.BadSource, span, $"'{path}' is no URL", null);
        _urls.Add(address);
        return true;
    }

    private bool AddPath(string path, SourceSpan span)
    {
        if (GuestPath.FromRoot(path) is not { } clean)
            return Refuse(DiagnosticRule.BadSource, span, $"'{path}' is outside of the context", "the context is the folder that sources are taken from; --context names another one");
        // Where parents are kept, '/./' says from where on.
        _paths.Add(copy.Flags.Parents ? path.TrimStart('/') : clean);
        if (copy.Flags.From is null && !clean.AsSpan().ContainsAny("*?[\\") && context.Options.Ignore.Ignores(clean.TrimEnd('/')) && !context.Options.Ignore.HasExceptions)
            context.Diagnostics.Warn(DiagnosticRule.CopyIgnoredFile, span, $"'{clean}' is left out by .dockerignore", "the file will not be found");
        return true;
    }

    private bool CheckDestination(string destination)
    {
        if (destination.Length == 0)
            return Refuse(DiagnosticRule.BadDestination, copy.Destination.Span, "the destination is empty", null);
        bool isFolder = destination.EndsWith('/') || destination.EndsWith("/.", StringComparison.Ordinal) || destination is "." or "..";
        return copy.Sources.Count == 1 || isFolder
            || Refuse(DiagnosticRule.BadDestination, copy.Destination.Span, "several sources need a folder to go into", "write a slash at its end");
    }

    private bool CheckRules(CopyFlags flags)
    {
        bool isRight = true;
        foreach (MappedText exclude in flags.Excludes)
        {
            try
            {
                _ = PathRule.Parse(exclude.Text);
            }
            catch (SmolException failure)
            {
                isRight = Refuse(DiagnosticRule.BadFlag, exclude.Span, failure.Problem, failure.Hint);
            }
        }
        return isRight;
    }

    private bool CheckChecksum(CopyFlags flags) =>
        flags.Checksum is null || (_urls.Count == 1 && copy.Sources.Count == 1)
        || Refuse(DiagnosticRule.BadFlag, flags.Checksum.Span, "--checksum is for one source that is fetched", null);

    private string? Attribute(MappedText? text, string what, Regex form, string rule, ref bool isRight)
    {
        if (text is null)
            return null;
        string? value = context.Expand(stage, copy, text);
        if (value is not null && !form.IsMatch(value))
        {
            Refuse(DiagnosticRule.BadAttribute, text.Span, $"'{value}' is no {what}", rule);
            value = null;
        }
        isRight &= value is not null;
        return value;
    }

    private bool Refuse(DiagnosticRule rule, SourceSpan span, string problem, string? hint)
    {
        context.Diagnostics.Error(rule, span, problem, hint);
        return false;
    }

    private static bool IsUrl(string path) =>
        path.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || path.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\A(git@|git://|ssh://)|\A(https?|git\+https?)://[^#?]*\.git([#?].*)?\z")]
    private static partial Regex Git();

    [GeneratedRegex(@"\A[A-Za-z0-9_.-]+\$?(:[A-Za-z0-9_.-]*)?\z")]
    private static partial Regex Owner();

    [GeneratedRegex(@"\A([0-7]{1,5}|[ugoa]*([-+=]([rwxXst]*|[ugo]))+(,[ugoa]*([-+=]([rwxXst]*|[ugo]))+)*)\z")]
    private static partial Regex Mode();

    [GeneratedRegex(@"\Asha256:[0-9a-fA-F]{64}\z")]
    private static partial Regex Checksum();
}
