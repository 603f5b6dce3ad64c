namespace Smol.Fetching.Progress;

/// <summary>One file's place on a board.</summary>
internal readonly record struct ItemProgress(ProgressBoard Board, int Index)
{
    public void Enter(FetchState state, string? problem = null) => Board.Enter(Index, state, problem);

    public void Advance(long bytes, long? total, int received) => Board.Advance(Index, bytes, total, received);
}
