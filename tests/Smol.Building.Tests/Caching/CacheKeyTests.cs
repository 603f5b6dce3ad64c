using FsCheck;
using FsCheck.Fluent;
using Smol.Building.Caching;

namespace Smol.Building.Tests.Caching;

public sealed class CacheKeyTests
{
    [Fact]
    public void The_same_texts_have_the_same_key_and_others_have_another() => Prop.ForAll<string?[], string?[]>((first, second) =>
        CacheKey.IsKey(CacheKey.Of(first)) && (CacheKey.Of(first) == CacheKey.Of(second)) == first.SequenceEqual(second)).QuickCheckThrowOnFailure();

    [Fact]
    public void It_matters_where_texts_are_cut()
    {
        string?[][] lists = [["ab"], ["a", "b"], ["", "ab"], ["ab", ""], ["ab", null], [null, "ab"], [], [""], [null]];
        Assert.Equal(lists.Length, lists.Select(texts => CacheKey.Of(texts)).Distinct().Count());
    }
}
