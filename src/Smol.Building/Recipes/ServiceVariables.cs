namespace Smol.Building.Recipes;

/// <summary>The variables of make(1) that mean something to a service.</summary>
public static class ServiceVariables
{
    /// <summary>Those that a build does.</summary>
    public static IReadOnlyList<string> Built { get; } =
        ["SERVICE", "GUEST", "ARCH", "SETS", "ADDSETS", "SETSEXT", "IMGSIZE", "MINIMIZE", "MOUNTRO", "PKGVERS", "ADDPKGS", "VERS", "IMGTAG", "FS", "NOSUDO",
         "BUILDCPUS", "BUILDMEM", "CURLSH", "FROMIMG", "KERNEL", "MEM", "PUBLISH", "SVCIMG", "BIOSBOOT", "BIOSCONSOLE", "BIOSKERNEL",
         "SMOLIFY"];

    /// <summary>Those of smolBSD's own makefile that are said in another way here, and how.</summary>
    public static IReadOnlyDictionary<string, string> SaidElsewhere { get; } = new Dictionary<string, string>
    {
        ["DIST"] = "--mirror names where sets come from",
        ["KDIST"] = "'smol fetch kernel' fetches kernels; its --kernels names where from",
        ["PKGSITE"] = "--pkgsite names where packages come from",
        ["PORT"] = "publish ports when the image is run: smol run -p 8080:80 IMAGE",
        ["IMGNAME"] = "images are named SERVICE-ARCH:TAG, and -t gives the tag; --output writes a file",
        ["DSTIMG"] = "images go into the store; --output writes a file",
        ["BASE"] = "a service is built as 'smol build SERVICE'",
        ["BUILDARGS"] = "variables are given as NAME=value",
    };

    /// <summary>All of them.</summary>
    public static IEnumerable<string> Known => Built.Concat(SaidElsewhere.Keys);
}
