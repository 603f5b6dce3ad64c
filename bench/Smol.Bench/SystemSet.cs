namespace Smol.Bench;

/// <summary>A set of files as an installed system has them: their bytes decide what xz costs, and their sizes what a filesystem does.</summary>
internal static class SystemSet
{
    /// <summary>How many files it has, of <c>/usr</c> and <c>/etc</c>; about 200 MB.</summary>
    public const int Files = 30_000;

    /// <summary>Makes it, unless it is there: the tar archive whose path it returns, and <c>.xz</c> beside it.</summary>
    public static string Make(string scratch)
    {
        string archive = Path.Combine(scratch, "set.tar");
        string script = $"find /etc /usr -xdev -type f -size -60k 2>/dev/null | sort >{archive}.all && " +
            $"awk -v all=$(wc -l <{archive}.all) '/^.etc/ || int(NR * {Files} / all) != int((NR - 1) * {Files} / all)' {archive}.all >{archive}.names && " +
            $"tar -C / --transform='s,^/,./,' -PcT {archive}.names -f {archive} && xz -6 -T1 -k {archive}";
        if (!File.Exists(archive + ".xz"))
            new Contender("make", archive, ["sh", "-c", script]).Run();
        return archive;
    }
}
