using System.Globalization;
using System.Text;
using Smol.Storage;
using Smol.Storage.DiskImages;
using Smol.Storage.FileTrees;
using Smol.Storage.Partitions;

namespace Smol.Building.Composition;

/// <summary>
/// What smolBSD's <c>make build</c> puts behind an image, and into <c>NAME.sig</c> beside it: the line <c>smolsig:DD/MM/YYYY|UUID</c>.
/// It signs nothing; <c>smoler.sh images</c> shows its date, and whether both are the same. Here the same image has the same line.
/// </summary>
public static class SmolSignature
{
    private const long LastSecond = 253402300799; // of the year 9999

    /// <summary>Puts the line behind an image's last byte.</summary>
    /// <param name="path">The image's file.</param>
    /// <param name="time">The image's time.</param>
    /// <returns>The line, with its end: 56 bytes.</returns>
    /// <exception cref="SmolException">The file can't be read or written.</exception>
    public static string Append(string path, Timestamp time)
    {
        try
        {
            Guid id = DerivedGuid.Of(Encoding.ASCII.GetBytes(SparseDigest.Of(path)), "smolsig"u8);
            DateTimeOffset date = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(time.Seconds, 0, LastSecond));
            string line = string.Create(CultureInfo.InvariantCulture, $"smolsig:{date:dd/MM/yyyy}|{id}\n");
            File.AppendAllText(path, line, Encoding.ASCII);
            return line;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new SmolException("can't be signed: " + failure.Message, path, cause: failure);
        }
    }

    /// <summary>Where smolBSD has the line of an image a second time.</summary>
    /// <param name="path">The image's file.</param>
    public static string PathBeside(string path) => path.EndsWith(".img", StringComparison.Ordinal) ? path[..^4] + ".sig" : path + ".sig";
}
