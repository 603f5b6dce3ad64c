using Smol.Building.Recipes.Shell;

namespace Smol.Building.Sandbox;

/// <summary>
/// The text of a shell script, as far as it tells which programs are called by a relative path. A shell's complaint about a program is
/// not seen where the script sends it into a pipe or away; this is.
/// </summary>
internal static class ScriptText
{
    /// <summary>The words with a slash, not at their beginning, that stand where a command stands.</summary>
    /// <param name="path">The script's file.</param>
    public static IEnumerable<string> RelativePrograms(string path) =>
        ShellScript.Read(path).Lines.SelectMany(line => ShellCommands.Programs(line.Text)).Where(word => word[0] != '/' && word.Contains('/', StringComparison.Ordinal));
}
