namespace Smol.EndToEnd.Tests;

/// <summary><c>RUN --mount</c>: in a guest of Debian's kernel and busybox under TCG, and in a NetBSD where <see cref="NetBsdGuestTests"/> has one.</summary>
public sealed class BuildMountTests : IDisposable
{
    private readonly SmolProgram _smol = new();
    private string _sets = "";

    public BuildMountTests()
    {
        Directory.CreateDirectory(_smol["source/inner"]);
        File.WriteAllText(_smol["source/word"], "from the context\n");
        File.WriteAllText(_smol["source/inner/deep"], "deep\n");
        File.WriteAllText(_smol["source/left.out"], "");
        File.WriteAllText(_smol[".dockerignore"], "**/*.out\n");
        File.WriteAllText(_smol["token"], "abc");
        File.CreateSymbolicLink(_smol["source/link"], "word");
    }

    public void Dispose() => _smol.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_mounted_is_there_for_its_step_alone_and_stays_as_it_was(bool isNetBsd)
    {
        string from = Prepare(isNetBsd);
        Write($$"""
            FROM {{from}}
            RUN mkdir /made && echo made >/made/file && chown 7:8 /made/file && echo covered >/covered
            FROM first
            WORKDIR /place
            RUN --mount=source=source,target=in --mount=type=bind,from=first,source=/made,target=/mnt/a/b <<END
            cat in/word in/link in/inner/deep /mnt/a/b/file >seen
            ls in >>seen
            ls -ln /mnt/a/b/file | while read -r _ _ user group _; do echo $user:$group; done >>seen
            echo changed >in/word || echo "folders are read-only"
            END
            RUN --mount=source=source,target=in,rw echo new >in/word && echo more >in/more && cat in/word
            RUN --mount=source=source,target=in cat in/word; ls in/more || echo "writes are gone"
            RUN --mount=source=source/word,target=/covered cat /covered && echo end
            RUN --mount=source=source/word,target=/a/file,rw echo own >/a/file && cat /a/file
            RUN --mount=type=cache,target=/var/things,mode=0700,uid=9 --mount=type=tmpfs,target=/var/things/fast echo kept >/var/things/x && echo lost >/var/things/fast/y
            RUN --mount=type=cache,id=/var/things,target=/elsewhere cat /elsewhere/x && ls -A /elsewhere/fast && ls -dln /elsewhere | while read -r m _ u _; do echo "$m $u"; done
            RUN --mount=type=cache,from=first,source=made,target=/begun ls /begun
            RUN --mount=type=secret,id=token,target=/covered,uid=5 cat /covered && ls -ln /covered | while read -r m _ u _; do echo " $m $u"; done
            RUN cat /covered && ls -A /place / && ls /mnt /a /var/things /run/secrets || echo "nothing is left"
            """);
        SmolResult build = Build("--secret", "id=token,src=token");

        Assert.True(build.Code == 0, build.Errors);
        Assert.Equal("from the context\nfrom the context\ndeep\nmade\ninner\nlink\nword\n7:8\n", Read("/place/seen"));
        string said = build.Errors;
        foreach (string line in (string[])["folders are read-only", "new", "writes are gone", "own", "kept", "drwx------ 9", "file", "abc -r-------- 5", "nothing is left"])
        {
            int at = said.IndexOf($"\n{line}\n", StringComparison.Ordinal);
            Assert.True(at >= 0, $"'{line}' was not said in its turn:\n{build.Errors}");
            said = said[(at + line.Length + 1)..];
        }
        Assert.Contains("\nfrom the context\nend\n", build.Errors, StringComparison.Ordinal);
        Assert.Equal("covered\n", Read("/covered"));
        foreach (string gone in (string[])["/.smol", "/place/in", "/mnt/a", "/a", "/elsewhere", "/begun", "/run/secrets", "/var/things"])
            Assert.NotEqual(0, _smol.Run("image", "stat", "job:" + gone).Code);
        Assert.Equal("", _smol.MustRun("image", "fsck", "job"));
    }

    [Fact]
    public void A_file_that_is_mounted_counts_for_its_step_and_no_other_does()
    {
        Write($"FROM {Prepare(false)}\nRUN --mount=source=source,target=/in cat /in/word >/seen\n");
        Assert.Equal(0, Build().Code);
        File.WriteAllText(_smol["token"], "another");
        Assert.Contains("CACHED job.smol:3:1", Build().Errors, StringComparison.Ordinal);
        File.WriteAllText(_smol["source/word"], "changed\n");
        Assert.DoesNotContain("CACHED", Build().Errors, StringComparison.Ordinal);
        Assert.Equal("changed\n", Read("/seen"));
    }

    [Fact]
    public void What_a_step_leaves_running_ends_with_it()
    {
        Write($"FROM {Prepare(false)}\nRUN (sleep 300; echo never) & echo begun\nRUN ! pgrep sleep && echo alone\n");
        SmolResult build = Build();
        Assert.True(build.Code == 0, build.Errors);
        Assert.Contains("\nalone\n", build.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_that_is_missing_is_named_with_what_is_like_it()
    {
        Write($"FROM {Prepare(false)}\nRUN --mount=source=source/wrd,target=/in true\n");
        SmolResult build = Build();
        Assert.Equal(1, build.Code);
        Assert.Contains("job.smol:3:1: 'source/wrd' is not in .", build.Errors, StringComparison.Ordinal);
        Assert.Contains("there is source/word", build.Errors, StringComparison.Ordinal);
    }

    /// <summary>Has a kernel.</summary>
    /// <returns>What the image begins with, and its labels.</returns>
    private string Prepare(bool isNetBsd)
    {
        if (!isNetBsd)
        {
            _smol.MustRun(["kernel", "import", .. DebianPackages.Files]);
            _sets = DebianPackages.Folder;
            return "busybox-static AS first\nLABEL guest=linux imgsize=64";
        }
        (string kernel, _sets) = NetBsdGuestTests.Inputs();
        Directory.CreateDirectory(_smol["kernels"]);
        File.CreateSymbolicLink(_smol["kernels/netbsd-SMOL"], kernel);
        return "base,etc AS first\nLABEL imgsize=256 addpkgs=";
    }

    private void Write(string text) => File.WriteAllText(_smol["job.smol"], text.ReplaceLineEndings("\n"));

    private string Read(string path) => _smol.MustRun("image", "cat", "job:" + path);

    private SmolResult Build(params string[] options) => _smol.Run(["build", "job.smol", "--sets", _sets, .. options]);
}
