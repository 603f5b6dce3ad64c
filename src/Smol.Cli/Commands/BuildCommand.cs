using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Smol.Building.Composition;
using Smol.Building.Inputs;
using Smol.Building.Locking;
using Smol.Building.Recipes;
using Smol.Building.Sandbox;
using Smol.Cli.Fetching;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Images.Store;
using Smol.Storage;

namespace Smol.Cli.Commands;

/// <summary><c>smol build</c>: a service becomes an image in the store.</summary>
internal static class BuildCommand
{
    public static Command Create(SmolFolders folders)
    {
        var tag = new Option<string?>("--tag", "-t") { Description = "The image's tag; IMGTAG, or latest, without it" };
        Option<string> postinst = new Option<string>("--postinst") { Description = "Where postinst scripts run: in a sandbox, with your rights as smolBSD does it (host), or not at all (skip)", DefaultValueFactory = static _ => "sandbox" }
            .AcceptOnlyFromAmong("sandbox", "host", "skip");
        var network = new Option<bool>("--network") { Description = "Let postinst scripts reach the network" };
        var isLocked = new Option<bool>("--locked") { Description = "Use nothing but what smol.lock says" };
        var command = new SmolCommand("build", "Build an image from a service",
            "smol build hello", "smol build ./service/mine IMGSIZE=64 MOUNTRO=y", "smol build hello GUEST=linux -t test --sets ./debs")
        {
            tag, postinst, network, isLocked,
        };
        var arguments = RecipeArguments.AddTo(command, folders);
        command.SetAction(parsed =>
        {
            ServiceRecipe recipe = arguments.Load(parsed);
            using var interruption = new Interruption();
            using InputSession session = arguments.Open(parsed, recipe, interruption.Token);
            var settings = new PostinstSettings(ReadChoice(parsed.GetValue(postinst)!), parsed.GetValue(network), Directory.CreateDirectory(folders.Cache).FullName, session.Fetch.PackageSite);
            SayPostinst(recipe, settings.Choice);
            var build = new ServiceBuild(recipe, settings, new ImageStore(folders.Images, TimeProvider.System));
            var locks = InputLock.Open(RecipeArguments.LockPath(recipe), parsed.GetValue(isLocked));
            return Run(build, session, locks, parsed.GetValue(tag) ?? recipe.Options.ImageTag ?? ImageName.DefaultTag);
        });
        return command;
    }

    private static int Run(ServiceBuild build, InputSession session, InputLock locks, string tag)
    {
        long begin = Stopwatch.GetTimestamp();
        ImageRecord image;
        using (var progress = new ProgressLine())
        using (RecipeInputs inputs = session.Open(locks, progress))
        {
            image = build.Run(inputs, tag, SourceDate.FromEnvironment(), progress, session.Stop);
            WriteLock(locks, inputs.Locked);
        }
        Screen.Say(string.Create(CultureInfo.InvariantCulture,
            $"{image.Name()}: {Amounts.Size(image.Size)}, {image.Filesystem}, {image.Guest}, built in {Stopwatch.GetElapsedTime(begin).TotalSeconds:0.00} s"));
        Screen.Print(image.Name().ToString());
        return 0;
    }

    private static PostinstChoice ReadChoice(string word) => word switch
    {
        "host" => PostinstChoice.Host,
        "skip" => PostinstChoice.Skip,
        _ => PostinstChoice.Sandbox,
    };

    /// <summary>What is not as safe, or not as complete, as the user might think.</summary>
    private static void SayPostinst(ServiceRecipe recipe, PostinstChoice choice)
    {
        IReadOnlyList<string> scripts = PostinstScripts.In(recipe.Folder);
        if (scripts.Count > 0 && choice == PostinstChoice.Skip)
            Screen.Say($"smol: note: left out: {string.Join(", ", scripts)}");
        if (scripts.Count > 0 && choice == PostinstChoice.Host)
            Screen.Say($"smol: warning: these run with all your rights: {string.Join(", ", scripts)}");
    }

    /// <summary>A catalogue may be another's: that its lock file can't be written does not undo the build.</summary>
    private static void WriteLock(InputLock locks, IReadOnlyList<LockedInput> inputs)
    {
        try
        {
            locks.Write(inputs);
        }
        catch (SmolException failure)
        {
            Screen.EndProgress();
            Screen.Say($"smol: note: {failure.Message}");
        }
    }
}
