namespace Smol.Bench;

/// <summary>
/// A SMOLerfile of ten steps that was built before, three of them run in a guest: with nothing changed, into the store and into a file, and with
/// another file for its last <c>COPY</c>. <c>SMOL_TEST_DEBS</c> names the folder with a kernel and busybox that <c>./test</c> fills.
/// </summary>
internal sealed class Rebuild(string smol, string scratch, string debs)
{
    private const int Files = 2_000;

    public void Run(int rounds, TextWriter output)
    {
        string folder = Path.Combine(scratch, "rebuild");
        string image = Path.Combine(scratch, "result.img");
        MakeContext(folder);
        string build = $"cd {folder} && SMOL_HOME={folder}-home {smol} build ten.smol --sets {debs}";
        string nothing = Path.Combine(scratch, "none");
        new Contender("import", nothing, ["sh", "-c", $"SMOL_HOME={folder}-home {smol} kernel import {debs}/*.deb"]).Run();
        Contender same = new("nothing changed", nothing, ["sh", "-c", build]);
        Contender file = new("nothing changed, --output FILE", image, ["sh", "-c", $"{build} --output {image}"]);
        Contender last = new("a file of the last COPY changed", nothing, ["sh", "-c", $"date +%s%N >{folder}/last.txt && {build} -t last"]);
        Contender begun = new("smol --version", nothing, [smol, "--version"]);
        new Comparison($"rebuild: 10 steps, 3 of them RUN, {Files} files in the context", same, file, last, begun).Run(rounds, output);
    }

    private static void MakeContext(string folder)
    {
        string site = Directory.CreateDirectory(Path.Combine(folder, "site")).FullName;
        var content = new byte[20_000];
        for (int number = 0; number < Files; number++)
        {
            new Random(number).NextBytes(content);
            File.WriteAllBytes(Path.Combine(site, $"{number}.bin"), content);
        }
        File.WriteAllText(Path.Combine(folder, "last.txt"), "first\n");
        File.WriteAllText(Path.Combine(folder, "ten.smol"), """
            FROM busybox-static
            LABEL guest=linux imgsize=256
            ENV GREETING=hello
            WORKDIR /srv
            COPY site /srv/site
            RUN ls site | wc -l >count
            RUN echo "$GREETING" >greeting
            RUN --mount=source=site,target=/mnt cat /mnt/1.bin | md5sum >sum
            EXPOSE 80
            CMD ["/bin/httpd", "-f", "-h", "/srv"]
            COPY last.txt /srv/
            """);
    }
}
