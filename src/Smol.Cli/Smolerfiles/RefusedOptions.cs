using System.CommandLine;
using System.CommandLine.Parsing;

namespace Smol.Cli.Smolerfiles;

/// <summary>Options of <c>docker build</c> that can't mean anything here: each is refused with the reason.</summary>
internal static class RefusedOptions
{
    private const string Guest = "a step has a machine of its own; --memory, --cpus, --build-size and --timeout limit it";
    private const string Registry = "there is no registry in this version";
    private const string Single = "this smol builds by itself, on this host";

    private static readonly (string Name, string Reason)[] All =
    [
        ("--build-context", "there is one context; 'FROM' and 'COPY --from' take files from images of the store"),
        ("--push", Registry), ("--cache-to", "what a build has done is kept here, and an image carries it: --cache-from IMAGE takes it from there"),
        ("--ssh", "no agent of the host is reachable from a guest; --secret id=NAME,src=FILE gives a key"),
        ("--squash", "an image has no layers"), ("--compress", "nothing is sent to a daemon"), ("--builder", Single), ("--allow", Single), ("--isolation", Guest), ("--cgroup-parent", Guest),
        ("--shm-size", Guest), ("--ulimit", Guest), ("--security-opt", Guest), ("--memory-swap", Guest), ("--cpu-shares", Guest), ("--cpu-period", Guest), ("--cpu-quota", Guest),
        ("--cpuset-cpus", Guest), ("--cpuset-mems", Guest), ("--annotation", "an image has labels: --label NAME=VALUE"), ("--attest", "--sbom FILE writes the bill of materials"),
        ("--provenance", "'smol inspect' and 'smol history' tell what an image was made of"), ("--call", "--check says what is wrong with the file, --print plan what is done"),
    ];

    /// <summary>Adds them to a command, unseen in its help.</summary>
    public static void AddTo(Command command)
    {
        foreach ((string name, string reason) in All)
        {
            var option = new Option<string?>(name) { Hidden = true, Arity = ArgumentArity.ZeroOrOne };
            option.Validators.Add((OptionResult result) => result.AddError($"{name} is docker's: {reason}"));
            command.Add(option);
        }
    }
}
