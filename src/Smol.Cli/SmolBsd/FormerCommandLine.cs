using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Storage;

namespace Smol.Cli.SmolBsd;

/// <summary>What smolBSD's users type, in our words.</summary>
internal static class FormerCommandLine
{
    /// <summary>The command lines in our words, to be run one after the other; none when all is said and done.</summary>
    /// <exception cref="SmolException">It is in smolBSD's words, and not understood.</exception>
    public static IReadOnlyList<string[]> Translate(string[] arguments)
    {
        if (arguments is ["mkimg", .. string[] flags])
            return Mkimg(flags);
        if (!MakeCommandLine.Is(arguments))
            return [arguments];
        IReadOnlyList<string[]> now = MakeCommandLine.Translate(arguments);
        Screen.Say(now.Count == 0
            ? "smol: note: there is no builder image: nothing is to be done"
            : $"smol: note: that is now: {string.Join(" && ", now.Select(words => ShellWords.Join(["smol", .. words])))}");
        return now;
    }

    private static string[][] Mkimg(string[] flags)
    {
        try
        {
            if (MkimgCommandLine.Translate(flags, Environment.GetEnvironmentVariable) is { } build)
                return [build];
        }
        catch (SmolException)
        {
            Screen.Say(MkimgCommandLine.UsageText);
            throw;
        }
        Screen.Print(MkimgCommandLine.HelpText);
        return [];
    }
}
