using System.Text.RegularExpressions;
using Smol.Machines.Qemu;
using Smol.Storage;

namespace Smol.Machines;

/// <summary>Looks at a machine's spec before anything is done for it.</summary>
internal static partial class MachineCheck
{
    private const int VariableNameLength = 35;
    private const int FileNameLength = 34;

    /// <summary>The same spec with full paths: QEMU's daemon runs in the root folder.</summary>
    /// <exception cref="SmolException">Something in it can't be.</exception>
    public static MachineSpec Complete(MachineSpec spec)
    {
        if (spec.Name is { } name)
            MachineName.Check(name);
        if (spec.MemoryMiB < 1)
            throw new SmolException("a machine needs memory", $"{spec.MemoryMiB} MiB", "256 MiB is the usual size");
        if (spec.Cpus < 1)
            throw new SmolException("a machine needs a CPU", $"{spec.Cpus} CPUs");
        if (spec.LogMax < 4096)
            throw new SmolException("is too little for a log", $"{spec.LogMax} bytes", "give it at least 4096");
        // It becomes one word among others of the kernel's command line.
        if (!WordPattern().IsMatch(spec.Partition))
            throw new SmolException("its partition's name can't be said to a kernel", spec.ImageReference, "use printable letters without spaces");
        CheckNames(spec.Variables.Select(variable => variable.Name), VariableNameLength);
        CheckNames(spec.Files.Select(file => file.Name), FileNameLength);
        string kernel = Existing(spec.KernelPath, "kernel");
        KernelFile.Check(kernel);
        return spec with
        {
            ImagePath = Existing(spec.ImagePath, "image"),
            KernelPath = kernel,
            InitrdPath = spec.InitrdPath is null ? null : Existing(spec.InitrdPath, "initial RAM disk"),
            Files = [.. spec.Files.Select(file => file with { Path = Existing(file.Path, "file for the guest") })],
        };
    }

    private static void CheckNames(IEnumerable<string> names, int longest)
    {
        var seen = new HashSet<string>();
        foreach (string name in names)
        {
            if (!NamePattern().IsMatch(name) || name.Length > longest)
                throw new SmolException("is not a name that a guest can look up", name, $"names are letters, digits and '_', at most {longest} of them");
            if (!seen.Add(name))
                throw new SmolException("is given twice", name);
        }
    }

    private static string Existing(string path, string what) =>
        File.Exists(path) ? Path.GetFullPath(path) : throw new SmolException($"there is no such {what}", path);

    [GeneratedRegex(@"\A[A-Za-z0-9_]+\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\A[!-~]+\z")]
    private static partial Regex WordPattern();
}
