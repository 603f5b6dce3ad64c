namespace Smol.Building.Minimising;

/// <summary>Something that a minimised image keeps, or a command that makes something of it.</summary>
/// <param name="Text">A path from the image's root on, whose names may be patterns (<c>*</c>, <c>?</c>, <c>[a-z]</c>); a package's name or pattern; or the command.</param>
/// <param name="Place">Who says so: a file and line, or a variable.</param>
public sealed record KeepEntry(string Text, string Place)
{
    /// <summary>Whether it is no loss where the image does not have it.</summary>
    public bool IsOptional { get; init; }
}
