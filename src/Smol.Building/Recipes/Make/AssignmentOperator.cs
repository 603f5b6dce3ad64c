namespace Smol.Building.Recipes.Make;

/// <summary>The assignments of make(1) that run no command.</summary>
internal enum AssignmentOperator
{
    /// <summary><c>=</c>: the value is expanded when it is used.</summary>
    Set,

    /// <summary><c>?=</c></summary>
    SetIfUnset,

    /// <summary><c>+=</c></summary>
    Append,

    /// <summary><c>:=</c>: the value is expanded at once.</summary>
    SetExpanded,
}
