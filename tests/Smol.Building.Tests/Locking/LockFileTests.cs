using FsCheck;
using FsCheck.Fluent;
using Smol.Building.Locking;
using Smol.Storage;
using Smol.TestSupport;

namespace Smol.Building.Tests.Locking;

public sealed class LockFileTests
{
    private const string Digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    [Fact]
    public void Any_inputs_come_back_as_they_were()
    {
        Gen<LockedInput> input =
            from kind in Gen.Elements("set", "package", "kernel")
            from name in Gen.NonEmptyListOf(Gen.Elements("amd64/", "base", ".tar.xz", " ", "+", "%", "ä", "-", "nb1", "\t", "#", "\n"))
            from size in Gen.Choose(0, int.MaxValue)
            from source in Gen.Elements<string?>(null, "https://mirror.example/a%20b/base.tar.xz?x=1", "file:///sets/base.tar.xz")
            select new LockedInput(kind, string.Concat(name), (long)size << 8, Digest, source is null ? null : new Uri(source));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Gen.ListOf(input).ToArbitrary(), inputs =>
        {
            LockFile written = LockFile.Empty.With(inputs);
            LockFile read = LockFile.Parse(written.ToString(), "smol.lock");
            return read.Inputs.SequenceEqual(written.Inputs) && read.ToString() == written.ToString();
        }));
    }

    [Fact]
    public void The_order_of_inputs_leaves_no_trace_and_a_changed_input_changes_one_line()
    {
        LockedInput[] inputs = [new("set", "amd64/etc.tar.xz", 5, Digest, null), new("kernel", "amd64/netbsd-SMOL", 7, Digest, new("https://mirror.example/netbsd-SMOL")), new("set", "amd64/base.tar.xz", 6, Digest, null)];
        string text = LockFile.Empty.With(inputs).ToString();
        Assert.Equal(text, LockFile.Empty.With(inputs.Reverse()).ToString());
        string[] changed = LockFile.Empty.With(inputs).With([inputs[2] with { Size = 9 }]).ToString().Split('\n');
        Assert.Single(text.Split('\n').Zip(changed), pair => pair.First != pair.Second);
        Assert.Equal(["kernel", "set", "set"], text.Split('\n').Where(line => line is not ("" or ['#', ..])).Select(line => line.Split(' ')[0]));
    }

    [Theory]
    [InlineData("set amd64/base 1 sha256:12 -", "smol.lock:2")]
    [InlineData("sets amd64/base 1 sha256:" + Digest + " -", "smol.lock:2")]
    [InlineData("set amd64/base 99999999999999999999 sha256:" + Digest + " -", "smol.lock:2")]
    [InlineData("set amd64/base 1 sha256:" + Digest + " nowhere", "smol.lock:2")]
    [InlineData("set a 1 sha256:" + Digest + " -\nset a 2 sha256:" + Digest + " -", "smol.lock:3")]
    [InlineData("set amd64/base 1 sha256:" + Digest + " - ", "smol.lock:2")]
    [InlineData("set amd64/base\t2 1 sha256:" + Digest + " -", "smol.lock:2")]
    [InlineData("set  1 sha256:" + Digest + " -", "smol.lock:2")]
    [InlineData("set amd64/base +1 sha256:" + Digest + " -", "smol.lock:2")]
    [InlineData("set amd64/base 1 sha512:" + Digest + " -", "smol.lock:2")]
    [InlineData("set amd64/base 1 sha256:0" + Digest + " -", "smol.lock:2")]
    [InlineData("<<<<<<< HEAD", "smol.lock:2")]
    public void A_line_that_is_not_understood_is_named(string lines, string place)
    {
        var failure = Assert.Throws<SmolException>(() => LockFile.Parse("# heading\n" + lines + "\n", "smol.lock"));
        Assert.Equal(place, failure.Place);
    }

    [Fact]
    public void A_file_that_says_the_same_is_not_written_again()
    {
        using var scratch = new Scratch();
        string path = scratch["smol.lock"];
        LockFile file = LockFile.Empty.With([new("set", "amd64/base.tar.xz", 6, Digest, null)]);
        file.Write(path);
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);
        LockFile.Read(path).Write(path);
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(path));
        Assert.Equal([path], Directory.GetFiles(scratch.Folder));
    }
}
