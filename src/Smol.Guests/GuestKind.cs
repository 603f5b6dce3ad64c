namespace Smol.Guests;

/// <summary>The operating systems that an image can hold.</summary>
public enum GuestKind
{
    /// <summary>NetBSD, the default.</summary>
    NetBsd,

    /// <summary>Linux.</summary>
    Linux,
}
