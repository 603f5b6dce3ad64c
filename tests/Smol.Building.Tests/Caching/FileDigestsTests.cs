using System.Security.Cryptography;
using Smol.Building.Caching;
using Smol.Storage;
using Smol.TestSupport;

namespace Smol.Building.Tests.Caching;

public sealed class FileDigestsTests : IDisposable
{
    private static readonly LaterTime Later = new(TimeSpan.FromHours(1));
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void A_digest_is_that_of_the_bytes_remembered_or_not()
    {
        File.WriteAllText(_scratch["a"], "hello");
        string expected = Convert.ToHexStringLower(SHA256.HashData("hello"u8));
        for (int round = 0; round < 3; round++)
        {
            var digests = new FileDigests(_scratch["memory"], Later);
            Assert.Equal(expected, digests.Of(_scratch["a"]));
            digests.Save();
            Assert.True(File.Exists(_scratch["memory"]));
        }
    }

    [Fact]
    public void A_change_that_keeps_length_and_time_is_seen()
    {
        File.WriteAllText(_scratch["a"], "one");
        DateTime time = File.GetLastWriteTimeUtc(_scratch["a"]);
        string before = Remembered("a");
        File.WriteAllText(_scratch["a"], "two");
        File.SetLastWriteTimeUtc(_scratch["a"], time);
        Assert.NotEqual(before, Remembered("a"));

        // Another file under the name.
        File.WriteAllText(_scratch["b"], "ten");
        File.SetLastWriteTimeUtc(_scratch["b"], time);
        before = Remembered("a");
        File.Move(_scratch["b"], _scratch["a"], overwrite: true);
        Assert.NotEqual(before, Remembered("a"));
    }

    [Fact]
    public void What_has_changed_just_now_is_not_remembered()
    {
        File.WriteAllText(_scratch["a"], "one");
        var digests = new FileDigests(_scratch["memory"], TimeProvider.System);
        digests.Of(_scratch["a"]);
        digests.Save();
        Assert.False(File.Exists(_scratch["memory"]));
    }

    [Fact]
    public void A_memory_with_any_byte_changed_is_forgotten()
    {
        File.WriteAllText(_scratch["a"], "one");
        string digest = Remembered("a");
        byte[] memory = File.ReadAllBytes(_scratch["memory"]);
        for (int at = 0; at < memory.Length; at++)
        {
            byte[] damaged = [.. memory];
            damaged[at] ^= 1;
            File.WriteAllBytes(_scratch["memory"], damaged);
            Assert.Equal(digest, new FileDigests(_scratch["memory"], Later).Of(_scratch["a"]));
        }
        File.WriteAllBytes(_scratch["memory"], memory.AsSpan(0, 20));
        Assert.Equal(digest, new FileDigests(_scratch["memory"], Later).Of(_scratch["a"]));
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error_with_its_place() =>
        Assert.Equal(_scratch["none"], Assert.Throws<SmolException>(() => Remembered("none")).Place);

    private string Remembered(string name)
    {
        var digests = new FileDigests(_scratch["memory"], Later);
        string digest = digests.Of(_scratch[name]);
        digests.Save();
        return digest;
    }
}
