using System.CommandLine;
using Smol.Building.Recipes.Smolerfiles;
using Smol.Building.Recipes.Smolerfiles.Labels;
using Smol.Building.Stages;
using Smol.Images.Store;
using Smol.Storage;

namespace Smol.Cli.Smolerfiles;

/// <summary>The options of commands that read a SMOLerfile.</summary>
internal sealed class SmolerfileArguments
{
    private readonly Option<string[]> _buildArguments = new("--build-arg") { Description = "A value for an ARG; may be given again", HelpName = "NAME=VALUE" };
    private readonly Option<string?> _target = new("--target") { Description = "The stage to build, by name or number; the last one without it", HelpName = "STAGE" };
    private readonly Option<string?> _context = new("--context") { Description = "The folder that COPY takes files from; the current one without it", HelpName = "FOLDER" };
    private readonly Option<string?> _dialect = new Option<string?>("--dialect") { Description = "Whose rule holds where Docker's and smolBSD's differ; what LABEL smolbsd.dialect says, or docker, without it" }
        .AcceptOnlyFromAmong([.. DialectNames.All]);

    private readonly Option<string?> _print = new Option<string?>("--print") { Description = "Print what the file says (ast), or what is done (plan)" }.AcceptOnlyFromAmong("ast", "plan");

    private readonly Option<bool> _noCache = new("--no-cache") { Description = "Do all steps again, whatever an earlier build has done" };
    private readonly Option<string[]> _cacheFrom = new("--cache-from") { Description = "An image of the store whose files are taken where all steps come to what it was made by; may be given again", HelpName = "IMAGE" };

    /// <summary>Adds them to a command.</summary>
    public static SmolerfileArguments AddTo(Command command)
    {
        var arguments = new SmolerfileArguments();
        command.Add(arguments._buildArguments);
        command.Add(arguments._target);
        command.Add(arguments._context);
        command.Add(arguments._dialect);
        command.Add(arguments._print);
        command.Add(arguments._noCache);
        command.Add(arguments._cacheFrom);
        return arguments;
    }

    /// <summary>Refuses them where a service is to be built.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="service">The service.</param>
    /// <param name="others">More options that mean nothing to one.</param>
    /// <exception cref="SmolException">One is given.</exception>
    public void RefuseFor(ParseResult parsed, string service, IEnumerable<Option> others)
    {
        Option[] all = [_buildArguments, _target, _context, _dialect, _print, _noCache, _cacheFrom, .. others];
        if (all.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } given)
            throw new SmolException($"{given.Name} is for SMOLerfiles, and this is a service", service, "variables of a service are given as NAME=value");
    }

    /// <summary>Whether what earlier builds have done is taken.</summary>
    public bool UsesCache(ParseResult parsed) => !parsed.GetValue(_noCache);

    /// <summary>The images of <c>--cache-from</c>; as docker has it, one that is not there has nothing to give.</summary>
    /// <exception cref="SmolException">One can't be the name of an image.</exception>
    public IReadOnlyList<ImageRecord> CacheFrom(ParseResult parsed, SmolFolders folders, string architecture)
    {
        if (!UsesCache(parsed))
            return [];
        var store = new ImageStore(folders.Images, TimeProvider.System);
        ImageName[] names = [.. (parsed.GetValue(_cacheFrom) ?? []).Select(ImageName.Parse)];
        return [.. names.Select(name => store.Find(name) ?? store.Find(name with { Repository = $"{name.Repository}-{architecture}" })).OfType<ImageRecord>()];
    }

    /// <summary>What is to be printed: <c>ast</c>, <c>plan</c>, or null.</summary>
    public string? Print(ParseResult parsed) => parsed.GetValue(_print);

    /// <summary>The options that a SMOLerfile is read with.</summary>
    /// <exception cref="SmolException">A build argument is no assignment.</exception>
    public SmolerfileOptions Options(ParseResult parsed, SmolFolders folders, string architecture) => new()
    {
        Architecture = architecture,
        BuildArguments = Assignments(parsed.GetValue(_buildArguments)),
        Target = parsed.GetValue(_target),
        Context = parsed.GetValue(_context),
        Dialect = DialectNames.Find(parsed.GetValue(_dialect)),
        IsImage = name => FindImage(folders, name, architecture) is not null,
        BaseConfiguration = name => FindImage(folders, name, architecture)?.Config is { } config ? StoredConfiguration.Read(config) : null,
        BaseMachine = name => FindImage(folders, name, architecture)?.Machine,
    };

    /// <summary>A name alone takes its value from the environment, as docker has it; where that has none, it is as if it were not given.</summary>
    private static Dictionary<string, string> Assignments(string[]? given)
    {
        var values = new Dictionary<string, string>();
        foreach (string word in given ?? [])
        {
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? word : word[..equals];
            if (name.Length == 0)
                throw new SmolException("is no build argument", word, "build arguments are given as NAME=VALUE");
            if ((equals < 0 ? Environment.GetEnvironmentVariable(name) : word[(equals + 1)..]) is { } value)
                values[name] = value;
        }
        return values;
    }

    /// <summary>The image that a build would begin with; null where that is a file, or none: the build says so.</summary>
    private static ImageRecord? FindImage(SmolFolders folders, string name, string architecture)
    {
        try
        {
            var store = new ImageStore(folders.Images, TimeProvider.System);
            ImageName parsed = ImageName.Parse(name);
            return store.Find(parsed) ?? store.Find(parsed with { Repository = $"{parsed.Repository}-{architecture}" });
        }
        catch (SmolException)
        {
            return null;
        }
    }
}
