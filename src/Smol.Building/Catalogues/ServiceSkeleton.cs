using System.Text;
using System.Text.RegularExpressions;
using Smol.Building.Locking;
using Smol.Building.Recipes;
using Smol.Storage;

namespace Smol.Building.Catalogues;

/// <summary>Makes the folder of a new service, at once or not at all.</summary>
/// <param name="name">The service's name.</param>
public sealed class ServiceSkeleton(string name)
{
    private const UnixFileMode Executable = (UnixFileMode)0x1ED; // 0755

    /// <summary>Makes it: a service that works, with comments to go on from.</summary>
    /// <param name="catalogue">The folder of services that it goes into; made when it is not there.</param>
    /// <returns>The service's folder.</returns>
    /// <exception cref="SmolException">The name can't be one, there is such a folder, or it can't be written.</exception>
    public string Create(string catalogue) => Make(catalogue, folder =>
    {
        Write(folder, "README.md", Fill("README.md"));
        Write(folder, "options.mk", Fill("options.mk"));
        Write(folder, "etc/rc", Fill("rc"));
        File.SetUnixFileMode(Path.Combine(folder, "etc/rc"), Executable);
    });

    /// <summary>Makes it as a copy of another service, which goes by the new name; the lock file is not copied.</summary>
    /// <param name="catalogue">The folder of services that it goes into; made when it is not there.</param>
    /// <param name="model">The other service.</param>
    /// <returns>The service's folder.</returns>
    /// <exception cref="SmolException">The name can't be one, there is such a folder, or it can't be written.</exception>
    public string CopyOf(string catalogue, ServiceRecipe model) => Make(catalogue, folder =>
    {
        Copy(new(model.Folder), folder);
        File.Delete(Path.Combine(folder, LockFile.FileName));
        // The heading of its README and the command lines there, and the heading of its rc.
        Rename(Path.Combine(folder, "README.md"), model.Name, "# ", "smol ");
        Rename(Path.Combine(folder, "etc", "rc"), model.Name, "# ");
    });

    private string Make(string catalogue, Action<string> fill)
    {
        ServiceRecipe.RequireName(name, place: null);
        string folder = Path.Combine(catalogue, name);
        if (Path.Exists(folder))
            throw new SmolException("is there already", folder, "choose another name, or remove it first");
        string partial = Path.Combine(catalogue, $".{name}.{Environment.ProcessId}.partial");
        try
        {
            Directory.CreateDirectory(partial);
            fill(partial);
            Directory.Move(partial, folder);
            return folder;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be written: " + failure.Message, folder, cause: failure);
        }
        finally
        {
            if (Directory.Exists(partial))
                Directory.Delete(partial, recursive: true);
        }
    }

    private string Fill(string file)
    {
        using Stream resource = typeof(ServiceSkeleton).Assembly.GetManifestResourceStream("skeleton/" + file)!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd().Replace("@NAME@", name, StringComparison.Ordinal);
    }

    private static void Write(string folder, string path, string text)
    {
        string full = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    private static void Copy(DirectoryInfo from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (FileSystemInfo entry in from.EnumerateFileSystemInfos())
        {
            string target = Path.Combine(to, entry.Name);
            if (entry.LinkTarget is { } link)
                File.CreateSymbolicLink(target, link);
            else if (entry is DirectoryInfo directory)
                Copy(directory, target);
            else
                CopyFile((FileInfo)entry, target);
        }
    }

    /// <summary>What has no length may be a FIFO, and to open that could wait for ever; a build takes it for an empty file.</summary>
    private static void CopyFile(FileInfo file, string target)
    {
        if (file.Length > 0)
        {
            file.CopyTo(target);
            return;
        }
        File.Create(target).Dispose();
        File.SetUnixFileMode(target, file.UnixFileMode);
    }

    /// <summary>Changes the name in lines that begin in one of some ways.</summary>
    private void Rename(string path, string before, params string[] beginnings)
    {
        if (new FileInfo(path) is not { Exists: true, LinkTarget: null })
            return;
        var word = new Regex($@"(?<![\w./-]){Regex.Escape(before)}(?![\w./-])");
        IEnumerable<string> lines = File.ReadAllText(path, Encoding.UTF8).Split('\n')
            .Select(line => beginnings.Any(beginning => line.StartsWith(beginning, StringComparison.Ordinal)) ? word.Replace(line, name) : line);
        File.WriteAllText(path, string.Join('\n', lines));
    }
}
