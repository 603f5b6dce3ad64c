using System.CommandLine;
using System.Text.Json;
using Smol.Building.Composition;
using Smol.Building.Inputs;
using Smol.Building.Locking;
using Smol.Building.Planning;
using Smol.Building.Recipes;
using Smol.Building.Sandbox;
using Smol.Cli.Fetching;
using Smol.Cli.Images;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Cli.Smolerfiles;
using Smol.Images.Store;
using Smol.Storage;

namespace Smol.Cli.Commands;

/// <summary><c>smol build</c>: a service becomes an image in the store.</summary>
internal static class BuildCommand
{
    public static Command Create(SmolFolders folders)
    {
        var tag = new Option<string[]>("--tag", "-t") { Description = "The image's tag, or NAME:TAG; IMGTAG, or latest, without it. May be given again for more names", HelpName = "TAG" };
        var yes = new Option<bool>("--yes", "-y") { Description = "As smoler takes it: a build never asks" };
        Option<string> postinst = new Option<string>("--postinst") { Description = "Where postinst scripts run: in a sandbox, and in the guest where they need one; all in the guest (boot); with your rights as smolBSD does it (host); or not at all (skip)", DefaultValueFactory = static _ => "sandbox" }
            .AcceptOnlyFromAmong("sandbox", "boot", "host", "skip");
        var root = new Option<string?>("--root") { Description = "A folder or archive in place of the sets; METALOG in it, or its name with .mtree beside it, gives owners and modes", HelpName = "FOLDER|TAR" };
        var kernel = new Option<string?>("--kernel") { Description = "A kernel that becomes /netbsd of the image; microVMs do not need it", HelpName = "FILE" };
        var output = new Option<string?>("--output", "-o") { Description = "Write the disk image to a file, not into the store", HelpName = "FILE" };
        var isSigned = new Option<bool>("--smolsig") { Description = "Put smolBSD's signature behind the --output, and into NAME.sig: a line in the file's last, broken sector, so the backup partition table is no more at its end" };
        var why = new Option<string?>("--why") { Description = "Say why a minimised image keeps a file, and write no image", HelpName = "PATH" };
        var isLocked = new Option<bool>("--locked") { Description = "Use nothing but what smol.lock says" };
        var isPlan = new Option<bool>("--plan") { Description = "Say what would be done; fetch and write nothing" };
        Option<string> format = CommonOptions.Format();
        format.Description = "How to print the plan";
        var command = new SmolCommand("build", "Build an image from a service or a SMOLerfile",
            "smol build hello", "smol build ./service/mine IMGSIZE=64 MOUNTRO=y", "smol build hello GUEST=linux -t test --sets ./debs", "smol build Dockerfile.caddy", "smol build -t web:1 -f web.dockerfile ./site")
        {
            tag, yes, output, isSigned, root, kernel, postinst, isLocked, isPlan, format, why,
        };
        var arguments = RecipeArguments.AddTo(command, folders);
        var reports = BuildReports.AddTo(command);
        var network = BuildNetwork.AddTo(command);
        var smolerfiles = SmolerfileBuildCommand.AddTo(command, folders, format, network);
        command.SetAction(parsed =>
        {
            IImageTarget Target(ServiceRecipe made) => reports.Around(parsed, parsed.GetValue(output) is { } file
                ? new FileTarget(file, parsed.GetValue(isSigned))
                : new StoreTarget(new ImageStore(folders.Images, TimeProvider.System), StoreTarget.NamesOf(made, parsed.GetValue(tag) ?? [])));
            if (parsed.GetValue(isSigned) && parsed.GetValue(output) is null)
                throw new SmolException("images of the store have digests, not signatures", "--smolsig", "add --output FILE");
            if (smolerfiles.Run(parsed, arguments, parsed.GetValue(isLocked), Target, parsed.GetValue(why)) is { } code)
                return code;
            ServiceRecipe recipe = arguments.Load(parsed).With(parsed.GetValue(root), parsed.GetValue(kernel));
            using var interruption = new Interruption();
            using InputSession session = arguments.Open(parsed, recipe, interruption.Token);
            PostinstChoice choice = ReadChoice(parsed.GetValue(postinst)!);
            var locks = InputLock.Open(RecipeArguments.LockPath(recipe), parsed.GetValue(isLocked));
            if (parsed.GetValue(isPlan))
            {
                string image = parsed.GetValue(output) ?? StoreTarget.NamesOf(recipe, parsed.GetValue(tag) ?? [])[0].ToString();
                return Print(session.Plan(recipe, locks, image, choice), parsed.GetValue(format) == CommonOptions.Json);
            }
            var settings = new PostinstSettings(choice, network.Read(parsed) == true, Directory.CreateDirectory(folders.Cache).FullName, session.Fetch.PackageSite, smolerfiles.ReadBoot(parsed));
            SayPostinst(recipe, settings.Choice);
            return Run(new ServiceBuild(recipe, settings), session, locks, Target(recipe), parsed.GetValue(why));
        });
        return command;
    }

    private static int Run(ServiceBuild build, InputSession session, InputLock locks, IImageTarget target, string? why)
    {
        return why is null ? new BuildRun(target).Run(Compose, session.Stop) : KeptAnswer.Say(Compose, why);

        (ComposedImage, IDisposable, Action) Compose(IProgress<string> progress)
        {
            RecipeInputs inputs = session.Open(locks, progress);
            try
            {
                return (build.Compose(inputs, SourceDate.FromEnvironment(), progress, session.Stop), inputs, () => BuildRun.WriteLock(locks, inputs.Locked));
            }
            catch
            {
                inputs.Dispose();
                throw;
            }
        }
    }

    private static int Print(BuildPlan plan, bool isJson)
    {
        if (isJson)
            Screen.Print(JsonSerializer.Serialize(plan, CliJson.Default.BuildPlan));
        else
            Table.PrintRows(plan.Rows());
        return 0;
    }

    private static PostinstChoice ReadChoice(string word) => word switch
    {
        "boot" => PostinstChoice.Boot,
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
}
