using System.CommandLine;
using System.Text.Json;
using Smol.Cli.Machines;
using Smol.Cli.Options;
using Smol.Cli.Output;
using Smol.Machines.Networks;
using Smol.Storage;

namespace Smol.Cli.Commands;

/// <summary><c>smol network</c>: private networks of machines.</summary>
internal static class NetworkCommand
{
    public static Command Create(SmolFolders folders) =>
        new SmolCommand("network", "Private networks, on which machines reach each other by name", "smol network create shop", "smol run -d --network shop --name db postgres", "smol network inspect shop")
        {
            Make(folders),
            List(folders),
            Inspect(folders),
            Remove(folders),
        };

    private static SmolCommand Make(SmolFolders folders)
    {
        Argument<string> name = Name();
        var subnet = new Option<string?>("--subnet") { Description = "The addresses of its machines; some of 10.83.0.0/16 without it", HelpName = "ADDRESS/LENGTH" };
        var isInternal = new Option<bool>("--internal") { Description = "Its machines have no way out" };
        var command = new SmolCommand("create", "Make a network", "smol network create shop", "smol network create --internal --subnet 192.168.7.0/24 back") { name, subnet, isInternal };
        command.SetAction(parsed =>
        {
            Screen.Print(Register(folders).Create(parsed.GetValue(name)!, parsed.GetValue(subnet), parsed.GetValue(isInternal)).Name);
            return 0;
        });
        return command;
    }

    private static SmolCommand List(SmolFolders folders)
    {
        Option<string> format = CommonOptions.Format();
        var quiet = new Option<bool>("--quiet", "-q") { Description = "Only names" };
        var command = new SmolCommand("ls", "List networks", "smol network ls", "smol network ls --format json") { quiet, format };
        command.SetAction(parsed =>
        {
            NetworkRegister register = Register(folders);
            NetworkRow[] rows = [.. register.List().Select(network => NetworkRow.Of(network, register))];
            if (parsed.GetValue(quiet))
                foreach (NetworkRow row in rows)
                    Screen.Print(row.Name);
            else if (parsed.GetValue(format) == CommonOptions.Json)
                Print(rows);
            else
                Table.Print(["NAME", "SUBNET", "INTERNAL", "MACHINES"], rows.Select(row => (IReadOnlyList<string>)
                    [row.Name, row.Subnet, row.Internal ? "yes" : "no", string.Join(", ", row.Machines.Select(member => member.Machine))]));
            return 0;
        });
        return command;
    }

    private static SmolCommand Inspect(SmolFolders folders)
    {
        var names = new Argument<string[]>("NETWORK") { Description = "Networks' names", Arity = ArgumentArity.OneOrMore };
        var command = new SmolCommand("inspect", "Show networks as JSON, with the addresses of their machines", "smol network inspect shop") { names };
        command.SetAction(parsed =>
        {
            NetworkRegister register = Register(folders);
            Print([.. parsed.GetValue(names)!.Select(name => NetworkRow.Of(register.Get(name), register))]);
            return 0;
        });
        return command;
    }

    private static SmolCommand Remove(SmolFolders folders)
    {
        var names = new Argument<string[]>("NETWORK") { Description = "Networks' names", Arity = ArgumentArity.OneOrMore };
        var command = new SmolCommand("rm", "Remove networks that no machine is on", "smol network rm shop") { names };
        command.SetAction(parsed =>
        {
            int code = 0;
            foreach (string name in parsed.GetValue(names)!)
            {
                try
                {
                    Register(folders).Remove(name);
                    Screen.Print(name);
                }
                catch (SmolException failure)
                {
                    Screen.Error(failure.Message, failure.Hint);
                    code = ExitCodes.Failed;
                }
            }
            return code;
        });
        return command;
    }

    private static void Print(NetworkRow[] rows) => Screen.Print(JsonSerializer.Serialize(rows, MachineJsonRows.Default.NetworkRowArray));

    private static NetworkRegister Register(SmolFolders folders) => new(ThisHost.Options(folders));

    private static Argument<string> Name() => new("NETWORK") { Description = "A network's name" };
}
