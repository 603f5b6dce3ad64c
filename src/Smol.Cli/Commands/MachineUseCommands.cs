using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Smol.Cli.Machines;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Machines;

namespace Smol.Cli.Commands;

/// <summary>What running machines use: <c>stats</c>, <c>top</c>.</summary>
internal static class MachineUseCommands
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static SmolCommand Stats(SmolFolders folders)
    {
        var names = new Argument<string[]>("MACHINE") { Description = "Machines' names; all that run without any", Arity = ArgumentArity.ZeroOrMore };
        var once = new Option<bool>("--no-stream") { Description = "Print one second's figures and end" };
        Option<string> format = CommonOptions.Format();
        var command = new SmolCommand("stats", "Show what machines use of the host: CPU, memory, drives (QEMU does not count its user network)", "smol stats", "smol stats --no-stream --format json") { names, once, format };
        command.SetAction(parsed =>
        {
            using var interruption = new Interruption();
            WatchAsync(ThisHost.Open(folders), parsed.GetValue(names)!, parsed.GetValue(once), parsed.GetValue(format) == CommonOptions.Json, interruption.Token).GetAwaiter().GetResult();
            return 0;
        });
        return command;
    }

    private static async Task WatchAsync(MachineHost host, string[] names, bool isOnce, bool isJson, CancellationToken stop)
    {
        await ReadAsync(host, names, stop);
        bool isScreen = !isOnce && !isJson && !Console.IsOutputRedirected;
        do
        {
            await Task.Delay(Pause, stop);
            MachineUse[] uses = await ReadAsync(host, names, stop);
            if (isScreen)
                Screen.Clear();
            if (isJson)
                Screen.Print(JsonSerializer.Serialize(uses, MachineJsonRows.Default.MachineUseArray));
            else
                Table.Print(["NAME", "CPU %", "MEMORY / GUEST", "DISK READ / WRITTEN", "PID"], uses.Select(Row));
        }
        while (!isOnce);
    }

    private static async Task<MachineUse[]> ReadAsync(MachineHost host, string[] names, CancellationToken stop)
    {
        var uses = new List<MachineUse>();
        foreach (MachineStatus machine in names.Length > 0 ? names.Select(host.Get) : host.List().Machines)
            if (await host.Meters.ReadAsync(machine, stop) is { } use)
                uses.Add(use);
        return [.. uses];
    }

    private static string[] Row(MachineUse use) =>
    [
        use.Name,
        use.CpuPercent.ToString("0.0", CultureInfo.InvariantCulture),
        $"{Amounts.Size(use.ResidentBytes)} / {Amounts.Size(use.MemoryBytes)}",
        use.DiskReadBytes is { } read ? $"{Amounts.Size(read)} / {Amounts.Size(use.DiskWrittenBytes ?? 0)}" : "-",
        use.ProcessId.ToString(CultureInfo.InvariantCulture),
    ];

    public static SmolCommand Top(SmolFolders folders)
    {
        Argument<string> name = MachineArguments.One();
        Option<string> format = CommonOptions.Format();
        var command = new SmolCommand("top", "Show the threads of a machine's QEMU; the guest's own processes can't be seen from outside", "smol top hello") { name, format };
        command.SetAction(parsed =>
        {
            using var interruption = new Interruption();
            MachineHost host = ThisHost.Open(folders);
            MachineThread[] threads = [.. host.Meters.ThreadsAsync(host.Get(parsed.GetValue(name)!), interruption.Token).GetAwaiter().GetResult()];
            if (parsed.GetValue(format) == CommonOptions.Json)
                Screen.Print(JsonSerializer.Serialize(threads, MachineJsonRows.Default.MachineThreadArray));
            else
                Table.Print(["THREAD", "VCPU", "STATE", "CPU TIME", "NAME"], threads.Select(Row));
            return 0;
        });
        return command;
    }

    private static string[] Row(MachineThread thread) =>
    [
        thread.Id.ToString(CultureInfo.InvariantCulture),
        thread.VirtualCpu?.ToString(CultureInfo.InvariantCulture) ?? "-",
        thread.State ?? "-",
        thread.Cpu?.ToString(@"hh\:mm\:ss\.ff", CultureInfo.InvariantCulture) ?? "-",
        thread.Name,
    ];
}
