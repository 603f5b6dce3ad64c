using System.Globalization;
using Smol.Bench;

// usage: Smol.Bench SCRATCH-FOLDER [ROUNDS] [SCENARIO…]    compares smol with its peers in the same run
if (args.Length == 0)
{
    Console.Error.WriteLine("usage: Smol.Bench SCRATCH-FOLDER [ROUNDS] [system|small|large|linear|packages|set|build|rebuild|start|ps|count|basicrc…]");
    return 2;
}

string scratch = Directory.CreateDirectory(args[0]).FullName;
int rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
string[] scenarios = args.Length > 2 ? args[2..] : ["system", "small"];
TreeShape[] shapes =
[
    new("system", 30_000, 6_900, 30), // 30,000 files, 200 MB
    new("small", 300_000, 600, 50),
    new("large", 20, 1L << 30, 20), // 20 GiB
];
string smol = Path.GetFullPath(Environment.GetEnvironmentVariable("SMOL_BINARY") ?? "bin/smol");
foreach (TreeShape shape in shapes.Where(shape => scenarios.Contains(shape.Name)))
    Compare(shape);
if (scenarios.Contains("linear"))
    new LinearCost(smol, scratch).Run(rounds, Console.Out);
if (scenarios.Contains("packages"))
    new PackageResolution(scratch).Run(rounds, Console.Out);
if (scenarios.Contains("set"))
    new SetIntoCache(smol, scratch).Run(rounds, Console.Out);
if (scenarios.Contains("build"))
    new RecipeBuild(smol, scratch).Run(rounds, Console.Out);
if (scenarios.Contains("rebuild"))
    new Rebuild(smol, scratch, Required("SMOL_TEST_DEBS", "no folder of packages")).Run(rounds, Console.Out);
if (scenarios.Contains("start"))
    new StartTime(smol, scratch, Required("SMOL_SMOLBSD", "no checkout of smolBSD")).Run(rounds, Console.Out);
if (scenarios.Contains("ps"))
    new MachineList(smol, scratch, Required("SMOL_DUMMY_QEMU", "no dummy QEMU")).Run(rounds, Console.Out);
if (scenarios.Contains("count"))
    await new MachineBatch(smol, scratch, Required("SMOL_TEST_DEBS", "no folder of Debian packages")).RunAsync(Console.Out);
if (scenarios.Contains("basicrc"))
    new ServiceStart(smol, scratch, Required("SMOL_NETBSD_KERNEL", "no NetBSD kernel"), Required("SMOL_NETBSD_SETS", "no NetBSD sets"), Required("SMOL_SMOLBSD", "no checkout of smolBSD")).Run(rounds, Console.Out);
return 0;

static string Required(string variable, string problem) =>
    Environment.GetEnvironmentVariable(variable) ?? throw new InvalidOperationException($"{variable} names {problem}");

void Compare(TreeShape shape)
{
    bool isLarge = shape.Name == "large";
    string folder = shape.MakeFolder(scratch);
    string source = isLarge ? folder : shape.MakeArchive(scratch); // an archive of the large one would take 20 GiB more
    string result = Path.Combine(scratch, "result.img");
    Contender mke2fs = new("mke2fs -d FOLDER", result, ["sh", "-c", string.Create(CultureInfo.InvariantCulture, $"truncate -s {MebibytesFor(shape)}M {result} && mke2fs -q -t ext2 -b {(isLarge ? 4096 : 1024)} -N {(shape.Files * 11L / 10) + 1000} -d {folder} {result}")]);
    Contender makefs = new("makefs -t ffs FOLDER", result, ["makefs", "-t", "ffs", result, folder]);
    Contender[] peers = isLarge ? [mke2fs] : [mke2fs, makefs]; // Debian's makefs fails above 4 GiB
    foreach (string filesystem in (string[])["ext2", "ffs"])
    {
        Contender ours = new($"smol image create --fs {filesystem} --from {(isLarge ? "FOLDER" : "TAR")}", result, [smol, "image", "create", "--fs", filesystem, "--from", source, result]);
        new Comparison($"{shape.Name}: {shape.Files} files of {shape.MeanSize} bytes, {filesystem}", ours, peers).Run(rounds, Console.Out);
    }
}

static long MebibytesFor(TreeShape shape) => (long)((shape.Files * (shape.MeanSize + 2048.0) * 1.15 / (1 << 20)) + 64);
