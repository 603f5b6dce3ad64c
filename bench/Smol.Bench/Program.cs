using Smol.Bench;

// usage: Smol.Bench SCRATCH-FOLDER [ROUNDS] [SHAPE…]    compares bin/smol with makefs and mke2fs on the same trees
if (args.Length == 0)
{
    Console.Error.WriteLine("usage: Smol.Bench SCRATCH-FOLDER [ROUNDS] [SHAPE…]");
    return 2;
}

string scratch = Directory.CreateDirectory(args[0]).FullName;
int rounds = args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 5;
TreeShape[] shapes =
[
    new("system", 30_000, 6_900, 30), // 30,000 files, 200 MB
    new("small", 300_000, 600, 50),
    new("large", 20, 1L << 28, 20), // 5 GiB; 20 GiB would measure the disk
];
string smol = Path.GetFullPath(Environment.GetEnvironmentVariable("SMOL_BINARY") ?? "bin/smol");
foreach (TreeShape shape in shapes.Where(shape => args.Length < 3 || args.Skip(2).Contains(shape.Name)))
{
    (string folder, string archive) = shape.Make(scratch);
    string result = Path.Combine(scratch, "result.img");
    Contender mke2fs = new("mke2fs -d FOLDER", result, ["sh", "-c", $"truncate -s {MebibytesFor(shape)}M {result} && mke2fs -q -t ext2 -b {(shape.MeanSize < 65536 ? 1024 : 4096)} -N {shape.Files * 11L / 10 + 1000} -d {folder} {result}"]);
    Contender makefs = new("makefs -t ffs FOLDER", result, ["makefs", "-t", "ffs", result, folder]);
    Contender[] peers = shape.Name == "large" ? [mke2fs] : [mke2fs, makefs]; // Debian's makefs fails above 4 GiB
    foreach (string filesystem in (string[])["ext2", "ffs"])
    {
        Contender ours = new($"smol image create --fs {filesystem} --from TAR", result, [smol, "image", "create", "--fs", filesystem, "--from", archive, result]);
        new Comparison($"{shape.Name}: {shape.Files} files of {shape.MeanSize} bytes, {filesystem}", ours, peers).Run(rounds, Console.Out);
    }
}
return 0;

static long MebibytesFor(TreeShape shape) => (long)((shape.Files * (shape.MeanSize + 2048.0) * 1.15 / (1 << 20)) + 64);
