using Smol.Machines;
using Smol.Storage;

namespace Smol.Cli.Machines;

/// <summary><c>--filter KEY=VALUE</c>: machines for which one value of each key that was given fits, as docker has it.</summary>
internal sealed class MachineFilter
{
    private static readonly string[] Architectures = ["amd64", "i386", "evbarm-aarch64"];

    private readonly List<(string Key, string Value)> _wanted = [];

    /// <exception cref="SmolException">One of them is not understood.</exception>
    public MachineFilter(IEnumerable<string> filters)
    {
        foreach (string filter in filters)
        {
            string[] parts = filter.Split('=', 2);
            string key = parts[0] == "status" ? "state" : parts[0];
            if (parts.Length != 2 || key is not ("name" or "state" or "image"))
                throw new SmolException($"'{filter}' is not a filter", "--filter", "there are name=, state= and image=");
            // docker's words for states that we have others for
            string value = (key, parts[1]) switch { ("state", "exited") => "stopped", ("state", "dead") => "failed", _ => parts[1] };
            if (key == "state" && !Enum.GetNames<MachineState>().Contains(value, StringComparer.OrdinalIgnoreCase))
                throw new SmolException($"'{value}' is not a state", "--filter", "there are created, running, paused, stopped and failed");
            _wanted.Add((key, value));
        }
    }

    /// <summary>Whether it asks for states: then machines that do not run are meant, too.</summary>
    public bool HasStates => _wanted.Any(wanted => wanted.Key == "state");

    public bool Fits(MachineStatus machine) => _wanted.Count == 0 || _wanted.GroupBy(wanted => wanted.Key).All(group => group.Any(wanted => wanted.Key switch
    {
        "name" => machine.Name.Contains(wanted.Value, StringComparison.Ordinal),
        "state" => machine.State.ToString().Equals(wanted.Value, StringComparison.OrdinalIgnoreCase),
        _ => IsImage(machine.Spec.ImageReference, wanted.Value),
    }));

    // hello stands for hello-amd64:latest, as it does for run; a file is named as it was.
    private static bool IsImage(string reference, string wanted)
    {
        string name = reference.Split(':')[0];
        return reference == wanted || name == wanted || Path.GetFileName(reference) == wanted || Architectures.Any(architecture => name == $"{wanted}-{architecture}");
    }
}
