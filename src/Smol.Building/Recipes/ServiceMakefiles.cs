using Smol.Building.Recipes.Make;
using Smol.Guests.NetBsd.Mirrors;
using Smol.Storage;

namespace Smol.Building.Recipes;

/// <summary>
/// Reads a service's <c>options.mk</c> and <c>own.mk</c> as smolBSD's makefile does: after it has set what depends on the architecture,
/// and before it sets what has no value yet.
/// </summary>
internal static class ServiceMakefiles
{
    private static readonly string[] Files = ["options.mk", "own.mk"];

    private static readonly (string Name, string Value)[] Fallbacks =
        [("VERS", "11"), ("BUILDCPUS", "2"), ("BUILDMEM", "1024"), ("BIOSCONSOLE", "com0"), ("MEM", "256"), ("IMGSIZE", "512")];

    /// <summary>Reads them.</summary>
    /// <param name="service">The service's name.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="inputs">What else has a say.</param>
    /// <exception cref="SmolException">A file is not understood, or a variable of the command line is not known.</exception>
    public static (MakeVariables Variables, IReadOnlyList<MakeNote> Notes) Read(string service, string folder, ServiceInputs inputs)
    {
        var commandLine = new Dictionary<string, string>(inputs.CommandLine);
        if (commandLine.TryGetValue("SERVICE", out string? named) && named != service)
            throw new SmolException($"SERVICE is '{named}', and the service is {service}", SourcePosition.CommandLine.Place, $"type 'smol build {named}'");
        commandLine["SERVICE"] = service;
        string checkout = Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(folder))) ?? "/";
        var variables = new MakeVariables(commandLine, inputs.Environment, checkout);
        SetBefore(variables, inputs);
        var reader = new MakefileReader(variables);
        foreach (string path in Files.Select(file => Path.Combine(folder, file)).Where(File.Exists))
            reader.Read(path);
        SetAfter(variables);
        return (variables, reader.Notes);
    }

    private static void SetBefore(MakeVariables variables, ServiceInputs inputs)
    {
        string asked = variables.Get("ARCH") is { Length: > 0 } given ? given : inputs.HostArchitecture;
        string architecture = ServiceArchitecture.Find(asked) ?? asked;
        if (variables.OriginOf("ARCH") is null or ValueOrigin.Environment && ServiceArchitecture.Find(asked) is not null)
            variables.SetDefault("ARCH", architecture);
        variables.SetDefault("OS", OperatingSystem.IsMacOS() ? "Darwin" : "Linux");
        if (ServiceArchitecture.Find(architecture) is null)
            return;
        NetBsdPort port = NetBsdPort.Get(architecture);
        variables.SetDefault("MACHINE", port.PackageMachine);
        variables.SetDefault("SETSEXT", port.SetExtension.TrimStart('.'), isFallback: architecture != "i386");
        variables.SetDefault("KERNEL", port.SmolKernel);
    }

    private static void SetAfter(MakeVariables variables)
    {
        string packages = NetBsdPort.Get(ServiceArchitecture.Find(variables.Get("ARCH") ?? "") ?? "amd64").PackagesVersion;
        foreach ((string name, string value) in Fallbacks)
            variables.SetDefault(name, value, isFallback: true);
        variables.SetDefault("PKGVERS", packages, isFallback: true);
    }
}
