using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>What COPY and ADD make of sources and destinations: Dockerfile reference, "COPY" and "ADD".</summary>
public sealed class CopyTests : IDisposable
{
    private readonly SmolProgram _smol = new();

    public CopyTests()
    {
        foreach (string file in (string[])["a.txt", "b.txt", "dir/one", "dir/sub/two", "dir/sub/.hidden", "other/one", "na[me].txt"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_smol[file])!);
            File.WriteAllText(_smol[file], file + "\n");
        }
        File.CreateSymbolicLink(_smol["link"], "a.txt");
    }

    public void Dispose() => _smol.Dispose();

    [Theory]
    [InlineData("COPY a.txt /new", "/new")]
    [InlineData("COPY a.txt /new/", "/new /new/a.txt")]
    [InlineData("COPY a.txt /have", "/have /have/a.txt")]
    [InlineData("COPY a.txt b.txt /new/", "/new /new/a.txt /new/b.txt")]
    [InlineData("COPY dir /new", "/new /new/one /new/sub /new/sub/.hidden /new/sub/two")]
    [InlineData("COPY dir/ /have/", "/have /have/one /have/sub /have/sub/.hidden /have/sub/two")]
    [InlineData("COPY dir other /new/", "/new /new/one /new/sub /new/sub/.hidden /new/sub/two")]
    [InlineData("COPY *.txt /new/", "/new /new/a.txt /new/b.txt /new/na[me].txt")]
    [InlineData("COPY ?.txt /new/", "/new /new/a.txt /new/b.txt")]
    [InlineData("COPY na[[]me].txt /new/", "/new /new/na[me].txt")]
    [InlineData("COPY d*/s* /new/", "/new /new/.hidden /new/two")]
    [InlineData("COPY --parents dir/sub/two /new/", "/new /new/dir /new/dir/sub /new/dir/sub/two")]
    [InlineData("COPY --exclude=sub dir /new", "/new /new/one")]
    [InlineData("COPY --exclude=**/t* dir /new", "/new /new/one /new/sub /new/sub/.hidden")]
    [InlineData("COPY link /new/", "/new /new/link")]
    [InlineData("COPY [\"a.txt\", \"/new name\"]", "/new name")]
    [InlineData("WORKDIR /new\nCOPY a.txt .", "/new /new/a.txt")]
    [InlineData("WORKDIR /new\nCOPY a.txt there/", "/new /new/there /new/there/a.txt")]
    [InlineData("COPY . /new/", "/new /new/a.txt /new/b.txt /new/dir /new/dir/one /new/dir/sub /new/dir/sub/.hidden /new/dir/sub/two /new/link /new/na[me].txt /new/other /new/other/one")]
    public void Sources_go_where_Docker_puts_them(string instructions, string expected)
    {
        File.WriteAllText(_smol[".dockerignore"], "*.smol\nhome\n.dockerignore\n");
        File.WriteAllText(_smol["copy.smol"], $"FROM scratch\nLABEL smolbsd.guest=linux smolbsd.imgsize=4\nCOPY <<EOF /have/.x\nEOF\n{instructions}\n");
        _smol.MustRun("build", "copy.smol");
        _smol.MustRun("image", "export", "copy", _smol["copy.tar"]);
        IEnumerable<string> paths = Oracle.MustRun("tar", "-tf", _smol["copy.tar"]).Split('\n').Select(line => "/" + line.TrimStart('.').Trim('/'));
        Assert.Equal(expected, string.Join(' ', paths.Where(path => path.StartsWith("/new", StringComparison.Ordinal) || (path.StartsWith("/have", StringComparison.Ordinal) && path != "/have/.x" && expected.Contains("/have", StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("COPY a.txt b.txt /new", "several sources need a folder")]
    [InlineData("COPY ../../a.txt /new", "outside of the context")]
    [InlineData("COPY a.txt /have/.x/y", "/have/.x")]
    [InlineData("COPY dir /have/.x", "/have/.x")]
    [InlineData("COPY secret.txt /", "'secret.txt' is not in")]
    [InlineData("COPY A.txt /", "a.txt")]
    public void What_can_t_be_copied_is_said_with_its_place(string instruction, string message)
    {
        File.WriteAllText(_smol["secret.txt"], "");
        File.WriteAllText(_smol[".dockerignore"], "secret.*\n");
        File.WriteAllText(_smol["copy.smol"], $"FROM scratch\nLABEL smolbsd.guest=linux smolbsd.imgsize=4\nCOPY <<EOF /have/.x\nEOF\n{instruction}\n");
        SmolResult result = _smol.Run("build", "copy.smol");
        Assert.Equal(1, result.Code);
        Assert.Contains("copy.smol:5", result.Errors, StringComparison.Ordinal);
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
    }
}
