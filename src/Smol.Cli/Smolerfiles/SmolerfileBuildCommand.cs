using System.CommandLine;
using Smol.Building.Booting;
using Smol.Building.Caching;
using Smol.Building.Inputs;
using Smol.Building.Locking;
using Smol.Building.Recipes;
using Smol.Building.Recipes.Smolerfiles;
using Smol.Building.Recipes.Smolerfiles.Ignoring;
using Smol.Building.Recipes.Smolerfiles.Planning;
using Smol.Building.Stages;
using Smol.Cli.Commands;
using Smol.Cli.Fetching;
using Smol.Cli.Images;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Fetching;
using Smol.Fetching.Locks;
using Smol.Storage;
using Smol.Storage.FileTrees;

namespace Smol.Cli.Smolerfiles;

/// <summary>What <c>smol build</c> does with a SMOLerfile in the place of a service.</summary>
internal sealed class SmolerfileBuildCommand
{
    private readonly SmolFolders _folders;
    private readonly SmolerfileArguments _arguments;
    private readonly BuildBootOptions _boot;
    private readonly Option<string?> _file = new("--file", "-f") { Description = "A SMOLerfile or Dockerfile, whatever it is called; the argument is then the folder that COPY takes files from", HelpName = "FILE" };
    private readonly Option<string> _format;
    private readonly BuildNetwork _network;
    private readonly DockerOptions _docker;

    private SmolerfileBuildCommand(Command command, SmolFolders folders, Option<string> format, BuildNetwork network)
    {
        _folders = folders;
        _network = network;
        _format = format;
        command.Add(_file);
        _arguments = SmolerfileArguments.AddTo(command);
        _boot = BuildBootOptions.AddTo(command);
        _docker = DockerOptions.AddTo(command);
    }

    /// <summary>Adds the options of SMOLerfiles to a command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="folders">The folders of this user.</param>
    /// <param name="format">Its option that says how things are printed.</param>
    /// <param name="network">Its option that says what is reached.</param>
    public static SmolerfileBuildCommand AddTo(Command command, SmolFolders folders, Option<string> format, BuildNetwork network) => new(command, folders, format, network);

    /// <summary>How guests run what needs one.</summary>
    /// <exception cref="SmolException">An option says what can't be.</exception>
    public BuildBootSettings ReadBoot(ParseResult parsed) => _boot.Read(parsed, _folders);

    /// <summary>Builds a SMOLerfile, or prints what <c>--print</c> asks for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="recipes">What is to be built, and from what.</param>
    /// <param name="isLocked">Whether nothing but what the lock file says is used.</param>
    /// <param name="target">Where the image goes.</param>
    /// <param name="why">A file of which is to be said why a minimised image keeps it, in place of making the image; null for none.</param>
    /// <returns>The exit code; null for a service.</returns>
    /// <exception cref="SmolException">The file can't be built, or the options are not a service's.</exception>
    public int? Run(ParseResult parsed, RecipeArguments recipes, bool isLocked, Func<ServiceRecipe, IImageTarget> target, string? why)
    {
        _docker.SetScreen(parsed);
        RecipeWords recipe = recipes.Words(parsed, whenNone: parsed.GetValue(_file) is null ? null : ".");
        if (SmolerfilePlace.Find(recipe.Service, parsed.GetValue(_file)) is not { } place)
        {
            _arguments.RefuseFor(parsed, recipe.Service, _docker.OfFiles);
            return null;
        }
        string architecture = _docker.Architecture(parsed) ?? recipe.Variables.GetValueOrDefault("ARCH", Host.Architecture);
        SmolerfileOptions options = _arguments.Options(parsed, _folders, architecture);
        options = _docker.Add(parsed, options) with
        {
            Context = options.Context ?? place.Context,
            HasNetwork = _network.Read(parsed) ?? true,
            BuildArguments = new Dictionary<string, string>(recipe.Variables.Where(pair => pair.Key != "ARCH").Concat(options.BuildArguments)),
        };
        Smolerfile file = Smolerfile.Load(place.File, options);
        SmolerfilePrinter.PrintFindings(file, isJson: false);
        if (_docker.IsCheck(parsed))
            return file.HasErrors ? ExitCodes.Failed : 0;
        if (_arguments.Print(parsed) is not { } what)
            return Build(parsed, file.Require(), options, recipes, isLocked, target, why);
        new SmolerfilePrinter(parsed.GetValue(_format) == CommonOptions.Json).Print(file, what);
        return file.HasErrors ? ExitCodes.Failed : 0;
    }

    private int Build(ParseResult parsed, SmolerfilePlan plan, SmolerfileOptions options, RecipeArguments recipes, bool isLocked, Func<ServiceRecipe, IImageTarget> target, string? why)
    {
        _docker.Check(parsed, plan);
        string name = NameOf(plan, parsed.GetValue<string[]>("--tag") ?? []);
        // The file stands where a service has its folder: nothing is below it.
        var recipe = new ServiceRecipe(name, plan.File, recipes.CommonFolder(parsed), plan.Settings.Options);
        IImageTarget to = target(recipe);
        var locks = InputLock.Open(LockPath(plan, options), isLocked);
        using var interruption = new Interruption();
        using InputSession session = recipes.Open(parsed, recipe, interruption.Token);
        var run = new BuildRun(to);
        BuildBootSettings settings = _boot.Read(parsed, _folders) with { UsesCache = _arguments.UsesCache(parsed), Uncached = _docker.Uncached(parsed) };
        using var progress = new ProgressLine();
        using var build = new SmolerfileBuild(plan, recipe, Inputs(parsed, plan, options, session, wanted => session.Open(wanted, locks, progress)), settings, new BuildLog());
        bool usesImages = settings.UsesCache && !plan.Stages.Any(stage => stage.IsOneOf(settings.Uncached));
        using FileLock held = settings.Steps.Lock(build.Keys.Image, () => Screen.Say("smol: an equal build is under way; waiting for it"), session.Stop);
        if (why is not null)
            return KeptAnswer.Say(_ => (build.Compose(session.Stop), build, () => { }), why);
        if (usesImages && run.Reuse(build.Keys.Image, SayReused) is { } code)
            return code;
        int written = run.Run(_ => (build.Compose(session.Stop), build, () => BuildRun.WriteLock(locks, build.Locked)), session.Stop);
        settings.Steps.Prune(static _ => true, StepStore.UsualLimit);
        return written;

        void SayReused()
        {
            build.SayCached();
            BuildRun.WriteLock(locks, build.Locked);
        }
    }

    private SmolerfileInputs Inputs(ParseResult parsed, SmolerfilePlan plan, SmolerfileOptions options, InputSession session, Func<ServiceOptions, RecipeInputs> open)
    {
        Timestamp? epoch = SourceDate.FromEnvironment();
        string context = options.Context ?? ".";
        return new()
        {
            Open = open,
            OpenImage = session.OpenImage,
            Fetch = (url, sha256) => session.Fetch.Fetcher.FetchAsync(new FetchRequest(url.AbsoluteUri) { Sha256 = sha256 }, session.Fetch.Progress, session.Stop).GetAwaiter().GetResult().Path,
            Archives = new(_folders.Archives),
            // What a build writes there is no reason to do the next one again.
            Context = new(context, IgnoreRules.Load(context, plan.File).Without(Path.GetRelativePath(context, LockPath(plan, options))), epoch ?? default),
            Digests = new(Path.Combine(_folders.Steps, "files", CacheKey.Of([Path.GetFullPath(context)])), TimeProvider.System),
            CacheFrom = _arguments.CacheFrom(parsed, _folders, options.Architecture),
            Epoch = epoch,
        };
    }

    private static string LockPath(SmolerfilePlan plan, SmolerfileOptions options) =>
        (plan.File == Smolerfile.StandardInput ? Path.Combine(options.Context ?? ".", "Dockerfile") : plan.File) + ".lock";

    /// <summary>What LABEL, or the name of the file, calls the image; or what the first <c>-t NAME:TAG</c> does, and <c>-t NAME</c> where nothing else says it.</summary>
    private static string NameOf(SmolerfilePlan plan, string[] tags) =>
        plan.Settings.Service ?? (tags is [{ Length: > 0 } first, ..]
            ? first.Split(':')[0]
            : throw new SmolException("does not say what the image is called", plan.File, "'-t NAME' and LABEL smolbsd.service=NAME say it; so does a file called Dockerfile.NAME or NAME.smol"));
}
