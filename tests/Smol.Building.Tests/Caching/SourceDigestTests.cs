using Smol.Building.Caching;
using Smol.Building.Recipes.Smolerfiles.Ignoring;
using Smol.Building.Recipes.Smolerfiles.Lexing;
using Smol.Building.Recipes.Smolerfiles.Planning;
using Smol.TestSupport;

namespace Smol.Building.Tests.Caching;

public sealed class SourceDigestTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly string _context;

    public SourceDigestTests()
    {
        _context = Directory.CreateDirectory(_scratch["context"]).FullName;
        Directory.CreateDirectory(_scratch["context/site/css"]);
        File.WriteAllText(_scratch["context/site/a.html"], "a");
        File.WriteAllText(_scratch["context/site/css/b.css"], "b");
        File.CreateSymbolicLink(_scratch["context/site/link"], "a.html");
        File.WriteAllText(_scratch["context/other"], "o");
    }

    public void Dispose() => _scratch.Dispose();

    public static TheoryData<string, bool> Changes => new()
    {
        { "write site/a.html", true },
        { "write site/css/new", true },
        { "write other", false },
        { "write site/notes.md", false },
        { "mode site/a.html", true },
        { "umask site/a.html", false },
        { "touch site/a.html", false },
        { "link site/link", true },
        { "move site/a.html", true },
        { "folder site/empty", true },
        { "delete site/css/b.css", true },
        { "control site/a\u0001b", true },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void It_is_another_one_exactly_when_something_else_would_be_copied(string change, bool isSeen)
    {
        string before = Digest("site", "*.md");
        string[] words = change.Split(' ');
        string path = Path.Combine(_context, words[1]);
        switch (words[0])
        {
            case "write" or "control":
                File.WriteAllText(path, "changed");
                break;
            case "mode":
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
                break;
            case "umask":
                File.SetUnixFileMode(path, File.GetUnixFileMode(path) | UnixFileMode.GroupWrite);
                break;
            case "touch":
                File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);
                break;
            case "link":
                File.Delete(path);
                File.CreateSymbolicLink(path, "elsewhere");
                break;
            case "move":
                File.Move(path, path + "2");
                break;
            case "folder":
                Directory.CreateDirectory(path);
                break;
            default:
                File.Delete(path);
                break;
        }
        Assert.Equal(isSeen, before != Digest("site", "*.md"));
    }

    [Fact]
    public void What_a_pattern_finds_counts_and_a_link_on_the_way_is_followed()
    {
        string before = Digest("site/*.html");
        File.WriteAllText(_scratch["context/site/c.html"], "c");
        Assert.NotEqual(before, Digest("site/*.html"));

        Directory.CreateSymbolicLink(_scratch["context/way"], "site/css");
        before = Digest("way/b.css");
        File.WriteAllText(_scratch["context/site/css/b.css"], "other");
        Assert.NotEqual(before, Digest("way/b.css"));
    }

    private string Digest(string path, params string[] excludes)
    {
        var step = new CopyStep(new SourceSpan(new SourceFile("t.smol", ""), 0, 0), "COPY", "/") { Paths = [path], Excludes = excludes };
        return new SourceDigest(new(_context, IgnoreRules.None, default), new(_scratch["memory"], new LaterTime(TimeSpan.FromHours(1)))).Of(step);
    }
}
