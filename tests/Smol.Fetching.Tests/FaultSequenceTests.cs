using FsCheck;
using FsCheck.Fluent;
using Smol.Storage;
using Smol.TestSupport;
using Smol.TestSupport.Mirrors;
using static Smol.Fetching.Tests.FetchRoom;

namespace Smol.Fetching.Tests;

/// <summary>Whatever a server does: the right bytes, or a clear error, and never a wrong file in the cache.</summary>
public sealed class FaultSequenceTests
{
    private static readonly byte[] Content = Bytes(30_000);
    private static readonly byte[] Changed = Bytes(20_000, 2);

    private static readonly Arbitrary<MirrorFault[]> Faults = Arb.From(
        Gen.OneOf(
            Positions().Select(MirrorFault.Cut),
            Positions().Select(MirrorFault.Reset),
            Positions().Select(bytes => new MirrorFault { CutAfter = bytes, HasNoValidators = true }),
            Positions().Select(bytes => new MirrorFault { CutAfter = bytes, HasNoLength = true }),
            Positions().Select(bytes => new MirrorFault { CutAfter = bytes, IgnoresRange = true }),
            Positions().Select(bytes => new MirrorFault { CutAfter = bytes, NewContent = Changed }),
            Positions().Select(bytes => new MirrorFault { CutAfter = bytes, NewContent = Content }),
            Positions().Select(bytes => new MirrorFault { CutAfter = bytes, NewContent = Content, HasNoValidators = true }),
            Gen.Choose(-40_000, 40_000).Select(error => new MirrorFault { RangeError = error }),
            Gen.Choose(-40_000, 40_000).Select(error => new MirrorFault { LengthError = error }),
            Gen.Elements(408, 429, 500, 503, 599, 206, 304, 416).Select(status => MirrorFault.Refuse(status)),
            Gen.Elements(MirrorFault.WebPage, new MirrorFault { IsSilent = true }, MirrorFault.Redirect("/b"), MirrorFault.Redirect("/a"), MirrorFault.Refuse(404)))
        .ArrayOf().Resize(8),
        faults => faults.Select((_, index) => faults.Where((_, other) => other != index).ToArray()));

    [Fact]
    public void With_a_digest_there_are_the_right_bytes_or_a_clear_error() =>
        Check.One(Configuration, Prop.ForAll(Faults, faults => RunAsync(faults, hasDigest: true)));

    [Fact]
    public void With_validators_there_are_the_bytes_of_one_version_or_a_clear_error() =>
        Check.One(Configuration, Prop.ForAll(Faults, faults => RunAsync([.. faults.Where(fault => !LiesUnseen(fault))], hasDigest: false)));

    private static Config Configuration => Config.QuickThrowOnFailure.WithMaxTest(TestCount.Of(100, 3000));

    private static Gen<int> Positions() => Gen.Choose(0, 30_000);

    /// <summary>Without a digest nobody can tell a file from a shorter one, if the server says that this was all.</summary>
    private static bool LiesUnseen(MirrorFault fault) => fault is { LengthError: < 0 } or { HasNoLength: true } or { Body: not null };

    private static async Task RunAsync(MirrorFault[] faults, bool hasDigest)
    {
        using var room = new FetchRoom();
        room.Mirror.Put("a", Content);
        room.Mirror.Put("b", Content);
        room.Mirror.Break("a", faults);
        // Each error that is not for good ends one fetch; the next one goes on with what is left.
        for (int left = faults.Length; left >= 0; left--)
        {
            try
            {
                FetchedFile file = await room.FetchAsync(room.Request("a", hasDigest ? Content : null));
                byte[] bytes = File.ReadAllBytes(file.Path);
                Assert.True(bytes.AsSpan().SequenceEqual(Content) || (!hasDigest && bytes.AsSpan().SequenceEqual(Changed)));
                room.AssertCacheIsGood();
                return;
            }
            catch (SmolException failure)
            {
                Assert.NotNull(failure.Place);
                room.AssertCacheIsGood(hasLeftovers: true);
            }
            room.Mirror.Put("a", Content);
        }
        Assert.Fail("the server is well, and still there is no file");
    }
}
