namespace Smol.EndToEnd.Tests;

/// <summary>A smol with a Linux kernel imported, and services of its own.</summary>
public sealed class LinuxGuest : IDisposable
{
    public LinuxGuest()
    {
        Smol.MustRun(["kernel", "import", .. DebianPackages.Files]);
    }

    public SmolProgram Smol { get; } = new();

    /// <summary>Builds a service that consists of an rc and options, and other sets.</summary>
    public void Build(string name, string rc, string options = "MINIMIZE=y\n", params string[] sets)
    {
        Directory.CreateDirectory(Smol[$"service/{name}/etc"]);
        File.WriteAllText(Smol[$"service/{name}/etc/rc"], rc.ReplaceLineEndings("\n"));
        File.WriteAllText(Smol[$"service/{name}/options.mk"], options);
        string added = string.Join(' ', sets);
        Smol.MustRun("build", name, "GUEST=linux", $"ADDSETS={added}", "--sets", DebianPackages.Folder);
    }

    public void Dispose()
    {
        foreach (string name in Smol.MustRun("ps", "-a").Split('\n').Skip(1).Select(line => line.Split(' ')[0]).Where(name => name.Length > 0))
            Smol.Run("rm", "-f", name);
        Smol.Dispose();
    }
}
