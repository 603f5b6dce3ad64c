using Microsoft.Win32.SafeHandles;

namespace Smol.Cli.Machines;

/// <summary>
/// Standard input and output as they are: the framework's own streams edit and echo lines, and set a terminal's modes. Files are for the framework:
/// they have a position, which is shared with whoever writes before and after us.
/// </summary>
internal static class StandardStreams
{
    /// <summary>Standard input, or null where it is closed.</summary>
    public static Stream? Input() => Open(0, FileAccess.Read) is { } input ? input.CanSeek ? Console.OpenStandardInput() : input : null;

    /// <summary>Standard output; nowhere where it is closed.</summary>
    public static Stream Output() => Open(1, FileAccess.Write) is { } output ? output.CanSeek ? Console.OpenStandardOutput() : output : Stream.Null;

    private static FileStream? Open(int descriptor, FileAccess access)
    {
        try
        {
            return new(new SafeFileHandle(descriptor, ownsHandle: false), access, bufferSize: 0);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
