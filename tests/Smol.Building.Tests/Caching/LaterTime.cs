namespace Smol.Building.Tests.Caching;

/// <summary>A clock that is ahead.</summary>
internal sealed class LaterTime(TimeSpan ahead) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
}
