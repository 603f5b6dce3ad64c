namespace Smol.EndToEnd.Tests;

/// <summary>The packages that Linux guests are made of, in the folder that <c>./test</c> fills.</summary>
internal static class DebianPackages
{
    public static string Folder
    {
        get
        {
            string? folder = Environment.GetEnvironmentVariable("SMOL_TEST_DEBS");
            if (folder is null || !Directory.Exists(folder))
                Assert.Skip("SMOL_TEST_DEBS names no folder with Debian's kernel and busybox; ./test downloads them");
            return folder;
        }
    }

    public static string[] Files => Directory.GetFiles(Folder, "*.deb");
}
