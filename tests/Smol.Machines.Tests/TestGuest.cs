using Smol.Machines.Host;

namespace Smol.Machines.Tests;

/// <summary>Kernels of a few bytes for the real QEMU: 32-bit code that talks to the first serial port.</summary>
internal static class TestGuest
{
    // mov dx, 0x3F8
    private static readonly byte[] UseSerialPort = [0x66, 0xBA, 0xF8, 0x03];

    // hlt for ever, with interrupts off
    private static readonly byte[] Rest = [0xFA, 0xF4, 0xEB, 0xFD];

    // lidt with a limit of 0, then int3: a triple fault, which is a reset
    private static readonly byte[] Reset = [0x0F, 0x01, 0x1D, 0x00, 0x00, 0x20, 0x00, 0xCC];

    /// <summary>Says <c>hi</c> and rests.</summary>
    public static byte[] HelloKernel() => PvhKernel.Build([.. UseSerialPort, .. Say("hi\n"), .. Rest]);

    /// <summary>Says <c>bye</c> and resets itself.</summary>
    public static byte[] ResetKernel() => PvhKernel.Build([.. UseSerialPort, .. Say("bye\n"), .. Reset]);

    /// <summary>Counts on the console without end: lines of <c>0123456789ABCDEF</c>.</summary>
    public static byte[] FloodKernel()
    {
        byte[] line = [.. UseSerialPort, .. Say("0123456789ABCDEF\n")];
        // jmp back over the line and this jump's own five bytes
        return PvhKernel.Build([.. line, 0xE9, .. BitConverter.GetBytes(-(line.Length + 5))]);
    }

    /// <summary>Repeats each byte that it hears, and resets itself on <c>q</c>.</summary>
    public static byte[] EchoKernel() => PvhKernel.Build(
    [
        .. UseSerialPort, .. Say("ready\n"),
        0x66, 0xBA, 0xFD, 0x03, 0xEC, 0xA8, 0x01, 0x74, 0xF7,   // wait: in al, 0x3FD; test al, 1; jz wait
        0x66, 0xBA, 0xF8, 0x03, 0xEC, 0xEE,                     // in al, 0x3F8; out 0x3F8, al
        0x3C, (byte)'q', 0x75, 0xED,                            // cmp al, 'q'; jne wait
        .. Reset,
    ]);

    // mov al, letter; out dx, al
    private static byte[] Say(string text) => [.. text.SelectMany(letter => (byte[])[0xB0, (byte)letter, 0xEE])];
}
