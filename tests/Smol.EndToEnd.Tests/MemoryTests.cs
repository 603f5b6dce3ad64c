using System.Globalization;
using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>How much memory the making of an image takes. It is a promise, and it is the same on every machine.</summary>
public sealed class MemoryTests : IDisposable
{
    private readonly SmolProgram _smol = new();

    public void Dispose() => _smol.Dispose();

    [Theory]
    [InlineData("ext2")]
    [InlineData("ffs")]
    public void Thirty_thousand_files_of_200_MB_take_less_than_200_MB(string filesystem)
    {
        const string Make = """
            import io, random, tarfile
            random.seed(1)
            t = tarfile.open('tree.tar', 'w')
            block = random.randbytes(1 << 16)
            for n in range(30000):
                i = tarfile.TarInfo('d%03d/f%05d' % (n % 300, n))
                i.size = int(random.expovariate(1 / 6900)) % len(block)
                t.addfile(i, io.BytesIO(block[:i.size]))
            t.close()
            """;
        Assert.Equal(0, Oracle.RunIn(_smol.Folder, "python3", "-c", Make).Code);
        const string Measure = "import resource, subprocess, sys; code = subprocess.call(sys.argv[1:]); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(code)";
        (int code, string output, string errors) = Oracle.RunIn(
            _smol.Folder, "python3", "-c", Measure, SmolProgram.Binary, "image", "create", "--fs", filesystem, "--from", "tree.tar", "out.img");
        Assert.True(code == 0, errors);
        Assert.InRange(int.Parse(output.Trim(), CultureInfo.InvariantCulture) / 1024, 1, 200);
    }
}
