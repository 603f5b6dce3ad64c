using Smol.Storage;

namespace Smol.Guests;

/// <summary>What guests are called in recipes, records and help.</summary>
public static class GuestWords
{
    /// <summary><c>netbsd</c> or <c>linux</c>.</summary>
    public static string ToWord(this GuestKind guest) => guest == GuestKind.Linux ? "linux" : "netbsd";

    /// <summary>The guest of that name.</summary>
    /// <exception cref="SmolException">There is none.</exception>
    public static GuestKind Parse(string word) => word switch
    {
        "netbsd" => GuestKind.NetBsd,
        "linux" => GuestKind.Linux,
        _ => throw new SmolException($"'{word}' is not a guest", hint: "guests are netbsd and linux"),
    };
}
