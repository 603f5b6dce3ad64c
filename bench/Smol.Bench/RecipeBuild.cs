namespace Smol.Bench;

/// <summary>
/// A recipe to a committed image, its sets being in the cache: against <c>image create</c> of the same archives, and against smolBSD's
/// <c>mkimg.sh</c> where <c>SMOLBSD</c> names a checkout of it (root, loop devices and bsdtar are needed).
/// </summary>
internal sealed class RecipeBuild(string smol, string scratch)
{
    private const string Service = "plain";

    public void Run(int rounds, TextWriter output)
    {
        string sets = MakeSets();
        string services = MakeService();
        string home = Path.Combine(scratch, "build-home");
        string result = Path.Combine(scratch, "result.img");
        foreach (string size in (string[])["512", "8192"])
        {
            Contender ours = new($"smol build (IMGSIZE={size})", Path.Combine(home, "images"), ["env", "SMOL_HOME=" + home, smol, "build", Service, "IMGSIZE=" + size, "--services", services, "--sets", sets])
            {
                Inputs = [smol, Path.Combine(home, "cache")],
            };
            string[] archives = [SystemSet.Make(scratch), Path.Combine(scratch, "etc.tar")];
            Contender create = new("smol image create --fs ffs", result,
                [smol, "image", "create", "--fs", "ffs", "--size", size, "--from", archives[0], "--from", archives[1], result])
            {
                Inputs = [smol, .. archives],
            };
            string? checkout = size == "512" ? Environment.GetEnvironmentVariable("SMOLBSD") : null;
            Contender[] peers = checkout is null ? [create] : [create, Upstream(checkout, sets, services)];
            new Comparison($"build: {SystemSet.Files:N0} files, IMGSIZE={size}", ours, peers).Run(rounds, output);
        }
    }

    private string MakeSets()
    {
        string folder = Path.Combine(scratch, "sets");
        string script = $"""
            set -e
            mkdir -p {folder}/amd64 {scratch}/etcset/etc {scratch}/etcset/dev {scratch}/etcset/tmp
            echo root::0:0::/:/bin/sh >{scratch}/etcset/etc/passwd
            echo '#!/bin/sh' >{scratch}/etcset/dev/MAKEDEV
            tar -C {scratch}/etcset -cf {scratch}/etc.tar .
            xz -6 -T1 -c {scratch}/etc.tar >{folder}/amd64/etc.tar.xz
            ln -f {SystemSet.Make(scratch)}.xz {folder}/amd64/base.tar.xz
            """;
        if (!File.Exists(Path.Combine(folder, "amd64", "base.tar.xz")))
            new Contender("sets", Path.Combine(scratch, "none"), ["sh", "-c", script]).Run();
        return folder;
    }

    private string MakeService()
    {
        string services = Path.Combine(scratch, "services");
        Directory.CreateDirectory(Path.Combine(services, Service, "etc"));
        Directory.CreateDirectory(Path.Combine(services, "common"));
        File.WriteAllText(Path.Combine(services, Service, "etc", "rc"), "#!/bin/sh\n. /etc/include/basicrc\n");
        return services;
    }

    private Contender Upstream(string checkout, string sets, string services)
    {
        string folder = Path.Combine(scratch, "smolbsd");
        string script = $"""
            set -e
            rm -rf {folder}
            mkdir -p {folder}/mnt {folder}/images {folder}/sets {folder}/service
            cp {checkout}/mkimg.sh {folder}
            cp -R {checkout}/service/common {services}/{Service} {folder}/service
            ln -s {sets}/amd64 {folder}/sets/amd64
            """;
        new Contender("smolBSD", Path.Combine(scratch, "none"), ["sh", "-c", script]).Run();
        string image = Path.Combine(folder, "images", "plain.img");
        return new("mkimg.sh, as root", image, ["sh", "-c", $"cd {folder} && ARCH=amd64 PKGVERS=11.0 ./mkimg.sh -i images/plain.img -s {Service} -m 512 -x 'base.tar.xz etc.tar.xz' 2>&1"])
        {
            Inputs = [sets],
        };
    }
}
