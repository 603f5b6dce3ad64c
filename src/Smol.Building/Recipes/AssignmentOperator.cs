namespace Smol.Building.Recipes;

/// <summary>The assignments of make(1).</summary>
public enum AssignmentOperator
{
    /// <summary><c>=</c></summary>
    Set,

    /// <summary><c>?=</c></summary>
    SetIfUnset,

    /// <summary><c>+=</c></summary>
    Append,

    /// <summary><c>:=</c></summary>
    SetExpanded,
}
