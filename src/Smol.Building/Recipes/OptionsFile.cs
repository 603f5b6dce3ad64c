using System.Text.RegularExpressions;
using Smol.Storage;

namespace Smol.Building.Recipes;

/// <summary>
/// An <c>options.mk</c>: assignments of make(1), comments, and lines continued with a backslash. Whatever else a makefile
/// can hold is an error with its line, so that nothing is ignored.
/// </summary>
public static partial class OptionsFile
{
    /// <summary>Applies a file's assignments in order.</summary>
    /// <exception cref="SmolException">The file can't be read, or a line of it is not understood.</exception>
    public static void Apply(string path, MakeVariables variables)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be read: " + failure.Message, path, cause: failure);
        }

        for (int index = 0; index < lines.Length; index++)
        {
            int first = index;
            string line = lines[index];
            while (line.EndsWith('\\') && index + 1 < lines.Length)
                line = line[..^1] + " " + lines[++index].TrimStart();
            try
            {
                ApplyLine(WithoutComment(line), variables);
            }
            catch (FormatException failure)
            {
                throw new SmolException(failure.Message, $"{path}:{first + 1}", cause: failure);
            }
        }
    }

    private static void ApplyLine(string line, MakeVariables variables)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        if (line.StartsWith('.'))
            throw new FormatException($"'{line.Trim()}' is a directive of make, which is not understood here; only assignments are");
        Match match = Assignment().Match(line);
        if (!match.Success)
            throw new FormatException($"'{line.Trim()}' is not an assignment");
        AssignmentOperator assignment = match.Groups["operator"].Value switch
        {
            "?=" => AssignmentOperator.SetIfUnset,
            "+=" => AssignmentOperator.Append,
            ":=" => AssignmentOperator.SetExpanded,
            _ => AssignmentOperator.Set,
        };
        variables.Assign(match.Groups["name"].Value, assignment, match.Groups["value"].Value);
    }

    /// <summary>make(1): a <c>#</c> begins a comment unless a backslash is before it.</summary>
    private static string WithoutComment(string line)
    {
        for (int index = line.IndexOf('#', StringComparison.Ordinal); index >= 0; index = line.IndexOf('#', index + 1))
        {
            if (index == 0 || line[index - 1] != '\\')
                return line[..index].Replace("\\#", "#", StringComparison.Ordinal);
        }
        return line.Replace("\\#", "#", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\A\s*(?<name>[A-Za-z0-9_.-]+?)\s*(?<operator>[?+:]?=)\s*(?<value>.*?)\s*\z", RegexOptions.Singleline)]
    private static partial Regex Assignment();
}
