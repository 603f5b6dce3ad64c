using Smol.Cli.Output;

namespace Smol.Cli.SmolBsd;

/// <summary>What smolBSD's users type, in our words.</summary>
internal static class FormerCommandLine
{
    /// <summary>The command line in our words; null when all is said and done.</summary>
    /// <exception cref="Storage.SmolException">It is in smolBSD's words, and not understood.</exception>
    public static string[]? Translate(string[] arguments)
    {
        if (arguments is ["mkimg", .. string[] flags])
        {
            string[]? build = flags.Contains("--help") ? null : MkimgCommandLine.Translate(flags);
            if (build is null)
                Screen.Print(MkimgCommandLine.HelpText);
            return build;
        }
        if (!MakeCommandLine.Is(arguments))
            return arguments;
        string[]? now = MakeCommandLine.Translate(arguments);
        Screen.Say(now is null
            ? "smol: note: there is no builder image: nothing is to be done"
            : $"smol: note: that is now: smol {string.Join(' ', now.Select(Quoted))}");
        return now;
    }

    private static string Quoted(string word) => word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "-_./:=+@,%".Contains(letter, StringComparison.Ordinal)) ? word : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
