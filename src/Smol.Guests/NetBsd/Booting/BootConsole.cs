using System.Globalization;
using Smol.Storage;

namespace Smol.Guests.NetBsd.Booting;

/// <summary>
/// The console of NetBSD's boot loader on x86, and of the kernel that it starts: the screen (<c>pc</c>) or a serial port, as
/// boot.cfg(5) calls them.
/// </summary>
/// <param name="Text">How boot.cfg has it.</param>
/// <param name="Device">Its number: <c>X86_BP_CONSDEV_*</c> of <c>sys/sys/bootblock.h</c>, and <c>CONSDEV_AUTO</c>, -1, of the loader.</param>
/// <param name="Speed">The serial port's bits a second; null for the loader's own 9600.</param>
public sealed record BootConsole(string Text, int Device, int? Speed)
{
    /// <summary>Beyond what any serial port does.</summary>
    private const int HighestSpeed = 4_000_000;

    /// <summary>In the order of their numbers (<c>usr.sbin/installboot/arch/i386.c: consoles</c>).</summary>
    private static readonly string[] Names = ["pc", "com0", "com1", "com2", "com3", "com0kbd", "com1kbd", "com2kbd", "com3kbd"];

    /// <summary>Reads what a user calls a console: <c>pc</c>, <c>com0</c>, <c>com0kbd</c>, <c>auto</c>, and a speed behind a comma: <c>com0,115200</c>.</summary>
    /// <exception cref="SmolException">The boot loader knows no such console.</exception>
    public static BootConsole Parse(string text)
    {
        string[] parts = text.Split(',', 2);
        int device = parts[0] == "auto" ? -1 : Array.IndexOf(Names, parts[0]);
        if (device < 0 && parts[0] != "auto")
            throw Unknown(text);
        if (parts.Length == 1)
            return new(text, device, null);
        bool isSpeed = int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int speed) && speed is > 0 and <= HighestSpeed;
        return isSpeed && device != 0 ? new(text, device, speed) : throw Unknown(text);
    }

    private static SmolException Unknown(string text) =>
        new($"'{text}' is no console of NetBSD's boot loader", hint: $"it has {string.Join(", ", Names)} and auto; a speed stands behind a comma: com0,115200");
}
