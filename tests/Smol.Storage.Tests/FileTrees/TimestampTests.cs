using Smol.Storage.FileTrees;

namespace Smol.Storage.Tests.FileTrees;

public sealed class TimestampTests
{
    [Theory]
    [InlineData(0, "1970-01-01 00:00:00")]
    [InlineData(-1, "1969-12-31 23:59:59")]
    [InlineData(253402300799, "9999-12-31 23:59:59")]
    [InlineData(253402300800, "@253402300800")]
    [InlineData(long.MinValue, "@-9223372036854775808")]
    public void A_time_is_said_as_a_date_as_far_as_there_are_dates(long seconds, string text) => Assert.Equal(text, new Timestamp(seconds).ToString());

    [Fact]
    public void Times_that_differ_are_said_differently()
    {
        Assert.Equal("1970-01-01 00:00:03.000000001", new Timestamp(3, 1).ToString());
        Assert.Equal("@253402300800.999999999", new Timestamp(253402300800, Timestamp.MostNanoseconds).ToString());
    }

    [Fact]
    public void Nanoseconds_tell_times_of_one_second_apart()
    {
        Timestamp[] times = [new(-2, 5), new(-1), new(0), new(0, 1), new(0, 2), new(1)];
        for (int one = 0; one < times.Length; one++)
            Assert.All(Enumerable.Range(0, times.Length), other => Assert.Equal(one > other, times[one].IsAfter(times[other])));
    }

    [Fact]
    public void A_date_keeps_what_the_framework_can_of_the_nanoseconds()
    {
        Assert.Equal(DateTimeOffset.UnixEpoch.AddTicks(-9_999_998), new Timestamp(-1, 299).Date);
        Assert.Equal(DateTimeOffset.MaxValue, new Timestamp(253402300799, Timestamp.MostNanoseconds).Date);
        Assert.Null(new Timestamp(253402300800).Date);
    }
}
