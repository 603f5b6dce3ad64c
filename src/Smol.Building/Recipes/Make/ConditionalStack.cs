using Smol.Storage;

namespace Smol.Building.Recipes.Make;

/// <summary>The <c>.if</c>s of one file that are open.</summary>
internal sealed class ConditionalStack
{
    private readonly Stack<Level> _levels = new();

    private enum State
    {
        Active,
        Searching,
        Done,
    }

    /// <summary>Whether lines are passed over.</summary>
    public bool IsSkipping => _levels.TryPeek(out Level? level) && level.State != State.Active;

    /// <summary>Begins an <c>.if</c>.</summary>
    /// <param name="position">Where it is.</param>
    /// <param name="condition">Its condition, which is not asked where lines are passed over anyway.</param>
    public void If(SourcePosition position, Func<bool> condition) =>
        _levels.Push(new(position) { State = IsSkipping ? State.Done : condition() ? State.Active : State.Searching });

    /// <summary>An <c>.elif</c>.</summary>
    /// <param name="position">Where it is.</param>
    /// <param name="condition">Its condition, which is not asked when one before it held.</param>
    /// <exception cref="SmolException">There is no <c>.if</c>, or an <c>.else</c> before it.</exception>
    public void ElseIf(SourcePosition position, Func<bool> condition)
    {
        Level level = Current(".elif", position);
        level.State = level.State == State.Searching ? condition() ? State.Active : State.Searching : State.Done;
    }

    /// <summary>An <c>.else</c>.</summary>
    /// <exception cref="SmolException">There is no <c>.if</c>, or an <c>.else</c> before it.</exception>
    public void Else(SourcePosition position)
    {
        Level level = Current(".else", position);
        level.State = level.State == State.Searching ? State.Active : State.Done;
        level.HasElse = true;
    }

    /// <summary>An <c>.endif</c>.</summary>
    /// <exception cref="SmolException">There is no <c>.if</c>.</exception>
    public void End(SourcePosition position)
    {
        if (!_levels.TryPop(out _))
            throw new SmolException("'.endif' without '.if'", position.ToString());
    }

    /// <summary>Makes sure that all are closed.</summary>
    /// <exception cref="SmolException">One is open.</exception>
    public void Close()
    {
        if (_levels.TryPeek(out Level? level))
            throw new SmolException("'.if' without '.endif'", level.Position.ToString());
    }

    private Level Current(string directive, SourcePosition position)
    {
        if (!_levels.TryPeek(out Level? level))
            throw new SmolException($"'{directive}' without '.if'", position.ToString());
        return level.HasElse ? throw new SmolException($"'{directive}' behind '.else'", position.ToString()) : level;
    }

    private sealed class Level(SourcePosition position)
    {
        public SourcePosition Position => position;

        public State State { get; set; }

        public bool HasElse { get; set; }
    }
}
