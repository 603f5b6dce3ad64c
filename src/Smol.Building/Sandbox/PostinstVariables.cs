namespace Smol.Building.Sandbox;

/// <summary>What scripts find in their environment besides what the sandbox itself gives (<c>PATH HOME TAR FETCH</c>), by smolBSD's names.</summary>
public sealed record PostinstVariables
{
    /// <summary><c>SERVICE</c>.</summary>
    public required string Service { get; init; }

    /// <summary><c>ARCH</c>, in NetBSD's words.</summary>
    public required string Architecture { get; init; }

    /// <summary><c>PKGVERS</c>.</summary>
    public required string PackagesVersion { get; init; }

    /// <summary><c>MOUNTRO</c>: <c>y</c>, or nothing.</summary>
    public string ReadOnly { get; init; } = "";

    /// <summary><c>BIOSBOOT</c>: <c>y</c>, or nothing.</summary>
    public string BiosBoot { get; init; } = "";

    /// <summary><c>BIOSCONSOLE</c>.</summary>
    public string BiosConsole { get; init; } = "";

    /// <summary><c>PKGSITE</c>: where packages are.</summary>
    public string PackageSite { get; init; } = "";

    /// <summary><c>ADDPKGS</c>.</summary>
    public string AddedPackages { get; init; } = "";

    /// <summary><c>MINIMIZE</c>: <c>y</c>, <c>+N</c>, or nothing.</summary>
    public string Minimize { get; init; } = "";

    /// <summary><c>FROMIMG</c>.</summary>
    public string FromImage { get; init; } = "";

    /// <summary>The variables by name. Those without a value are not there, as in smolBSD.</summary>
    internal IEnumerable<KeyValuePair<string, string>> Pairs() => new Dictionary<string, string>
    {
        ["SERVICE"] = Service,
        ["ARCH"] = Architecture,
        ["PKGVERS"] = PackagesVersion,
        ["MOUNTRO"] = ReadOnly,
        ["BIOSBOOT"] = BiosBoot,
        ["BIOSCONSOLE"] = BiosConsole,
        ["PKGSITE"] = PackageSite,
        ["ADDPKGS"] = AddedPackages,
        ["MINIMIZE"] = Minimize,
        ["FROMIMG"] = FromImage,
    }.Where(pair => pair.Value.Length > 0);
}
