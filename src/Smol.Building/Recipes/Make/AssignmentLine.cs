using Smol.Storage;

namespace Smol.Building.Recipes.Make;

/// <summary>A line that sets a variable.</summary>
/// <param name="Name">The variable's name, in which references may be.</param>
/// <param name="Operator">How it is set.</param>
/// <param name="Value">To what.</param>
internal sealed record AssignmentLine(SourceText Name, AssignmentOperator Operator, SourceText Value)
{
    /// <summary>Reads a line.</summary>
    /// <exception cref="SmolException">It sets no variable, or runs a command.</exception>
    public static AssignmentLine Parse(SourceText line)
    {
        int start = Blanks.Skip(line, 0);
        int end = FindNameEnd(line, start);
        int at = Blanks.Skip(line, end);
        AssignmentOperator? found = Read(line, ref at);
        if (end == start || found is not { } assignment)
            throw NoAssignment(line, start);
        return new(line[start..end], assignment, line[Blanks.Skip(line, at)..]);
    }

    private static int FindNameEnd(SourceText line, int at)
    {
        int depth = 0;
        for (; at < line.Length; at++)
        {
            char letter = line[at];
            if (letter is '(' or '{')
                depth++;
            else if (letter is ')' or '}')
                depth--;
            else if (depth == 0 && (Blanks.IsBlank(letter) || letter == '=' || (letter is '+' or ':' or '?' or '!' && line[at + 1] == '=')))
                break;
        }
        return at;
    }

    private static AssignmentOperator? Read(SourceText line, ref int at)
    {
        SourcePosition position = line.PositionOf(at);
        char letter = line[at];
        if (letter == '=')
        {
            at++;
            return AssignmentOperator.Set;
        }
        if (line[at + 1] != '=')
            return null;
        at += 2;
        return letter switch
        {
            '+' => AssignmentOperator.Append,
            '?' => AssignmentOperator.SetIfUnset,
            ':' => AssignmentOperator.SetExpanded,
            '!' => throw new SmolException("'!=' runs a command of this machine, which a recipe may not", position.ToString(), "write the value itself"),
            _ => null,
        };
    }

    private static SmolException NoAssignment(SourceText line, int start)
    {
        string place = line.PositionOf(start).ToString();
        if (line[0] == '\t')
            return new($"'{line.Text.Trim()}' is a command of a rule; a service's options have no rules", place);
        int colon = line.Text.IndexOfAny([':', '!'], start);
        return colon > start
            ? new($"'{line.Text[start..(colon + 1)]}' is a rule of make; a service's options have none", place)
            : new($"'{line.Text[start..]}' is not an assignment", place, "variables are set with NAME=value");
    }
}
