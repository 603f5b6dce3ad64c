using Smol.TestSupport;

namespace Smol.EndToEnd.Tests;

/// <summary>The flags of <c>smol run</c> and <c>smol startnb</c>, by the QEMU command that <c>-v</c> prints.</summary>
public sealed class RunFlagsTests : IDisposable
{
    private readonly SmolProgram _smol = new();

    public RunFlagsTests()
    {
        Oracle.Find("qemu-system-x86_64");
        Directory.CreateDirectory(_smol["tree/etc"]);
        Directory.CreateDirectory(_smol["images"]);
        _smol.MustRun("image", "create", "--fs", "ffs", "--from", "tree", "images/web-amd64.img");
        File.Copy("/bin/sh", _smol["kernel"]);
        File.WriteAllText(_smol["secret"], "s3cret");
        File.SetUnixFileMode(_smol["secret"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    public void Dispose() => _smol.Dispose();

    [Theory]
    [InlineData("-m 512", "-m 512 ")]
    [InlineData("-m128m", "-m 128 ")]
    [InlineData("--memory=1g", "-m 1024 ")]
    [InlineData("-c 2 -c 4", "-smp 4 ")]
    [InlineData("-p::8080-:80", "hostfwd=tcp:127.0.0.1:8080-:80")]
    [InlineData("-p 8080:80 -p udp::53-:53,0.0.0.0:22-:22", "hostfwd=tcp:127.0.0.1:8080-:80,hostfwd=udp:127.0.0.1:53-:53,hostfwd=tcp:0.0.0.0:22-:22 ")]
    [InlineData("-e A=1,B=x,y", "name=opt/org.smolbsd.var.A,string=1 -fw_cfg name=opt/org.smolbsd.var.B,string=x,,y ")]
    [InlineData("--env A=1,B=2", "name=opt/org.smolbsd.var.A,string=1,,B=2 ")]
    [InlineData("-E F=secret", "name=opt/org.smolbsd.file.F,file=FOLDER/secret ")]
    [InlineData("--secret KEY=secret", "name=opt/org.smolbsd.file.KEY,file=FOLDER/secret ")]
    [InlineData("-w .", "path=FOLDER,security_model=")]
    [InlineData("-w tree:ro", "multidevs=remap,readonly=on ")]
    [InlineData("-l secret", "file=FOLDER/secret,format=raw ")]
    [InlineData("-l secret:ro", "file=FOLDER/secret,format=raw,readonly=on ")]
    [InlineData("-s", "file=FOLDER/images/web-amd64.img,format=raw -device virtio-blk-device,drive=disk0,share-rw=on ")]
    [InlineData("--persist", "file=FOLDER/images/web-amd64.img,format=raw -device virtio-blk-device,drive=disk0 ")]
    [InlineData("--ephemeral", "web-amd64.img,format=raw,snapshot=on ")]
    [InlineData("--read-only", "web-amd64.img,format=raw,readonly=on ")]
    [InlineData("", "disk.qcow2,format=qcow2 ")]
    [InlineData("-a -s -a '-1  -2'", "-append 'console=com root=NAME=root -s -1 -2'")]
    [InlineData("-r ld0a", "root=ld0a ")]
    [InlineData("-n 2", "port-2.sock")]
    [InlineData("-d -t 5555", "host=127.0.0.1,port=5555,server=on,wait=off,telnet=on")]
    [InlineData("-dP", "-chardev pty,id=console0,")]
    [InlineData("--qmp-port 4444 --gdb 1234", "port=4444,server=on,wait=off -mon chardev=qmp1,mode=control -gdb tcp:127.0.0.1:1234")]
    [InlineData("-x \"-D 'my log' -d int\"", "-D 'my log' -d int ")]
    [InlineData("--accel tcg", "-accel tcg -cpu qemu64,+rdrand ")]
    [InlineData("--name other", "-name other ")]
    public void A_flag_before_or_behind_the_image_is_in_the_command(string flags, string expected)
    {
        expected = expected.Replace("FOLDER", _smol.Folder, StringComparison.Ordinal);
        string[] orders = [$"run -v -k kernel {flags} images/web-amd64.img", $"run images/web-amd64.img {flags} -vk kernel", $"run -i images/web-amd64.img -v {flags} -k kernel"];
        foreach (string order in orders)
            Assert.Contains(expected, Shell(order), StringComparison.Ordinal);
        Assert.Equal("[]\n", _smol.MustRun("ps", "-a", "--format", "json"));
    }

    [Fact]
    public void No_network_is_none()
    {
        foreach (string flag in (string[])["-N", "--network none", "--network back"])
        {
            if (flag.EndsWith("back", StringComparison.Ordinal))
                _smol.MustRun("network", "create", "--internal", "back");
            Assert.DoesNotContain("-netdev user", Shell($"run -v {flag} -k kernel images/web-amd64.img"), StringComparison.Ordinal);
        }
        foreach (string flag in (string[])["--network default", "--network bridge", "--network back --network default"])
            Assert.Contains("-netdev user", Shell($"run -v {flag} -k kernel images/web-amd64.img"), StringComparison.Ordinal);
        Assert.Contains("virtio-net-pci", Shell("run -v --bios images/web-amd64.img"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_follows_two_dashes_goes_to_the_guest_as_words_of_sh()
    {
        string said = Shell("run -v images/web-amd64.img -k kernel -- echo \"it's\" -N '' --");
        string line = Oracle.MustRun("sh", "-c", $"set -- {said}\nfor word; do printf '%s\\n' \"$word\"; done").Split('\n').Single(word => word.Contains("var.CMD", StringComparison.Ordinal));
        string command = line[(line.IndexOf("string=", StringComparison.Ordinal) + "string=".Length)..];
        Assert.Equal("[echo][it's][-N][][--]", Oracle.MustRun("sh", "-c", $"set -- {command}\nfor word; do printf '[%s]' \"$word\"; done"));
    }

    [Theory]
    [InlineData("run -N -p 8080:80 images/web-amd64.img -k kernel", "without a network")]
    [InlineData("run -it images/web-amd64.img", "docker's")]
    [InlineData("run -dit images/web-amd64.img", "docker's")]
    [InlineData("run -v /a:/b images/web-amd64.img", "one image is enough")]
    [InlineData("run -t 5555 images/web-amd64.img", "-d")]
    [InlineData("run --persist --ephemeral images/web-amd64.img", "exclude")]
    [InlineData("run -m lots images/web-amd64.img", "amount of memory")]
    [InlineData("run -m 1.5g images/web-amd64.img", "amount of memory")]
    [InlineData("run -x \"'a\" images/web-amd64.img", "quote")]
    [InlineData("run --secret K=kernel images/web-amd64.img", "chmod 600")]
    [InlineData("run -f none.conf", "none.conf: there is no such machine file")]
    [InlineData("run ./none.img", "./none.img: there is no such disk image")]
    [InlineData("run images/web-amd64.img -k none", "none: there is no such kernel")]
    [InlineData("run -e 1A=1 images/web-amd64.img -k kernel", "1A: is not a name")]
    [InlineData("run -e A=1 -e A=2 images/web-amd64.img -k kernel", "twice")]
    [InlineData("run -e A-B=1 images/web-amd64.img -k kernel", "A-B")]
    [InlineData("run -w none images/web-amd64.img -k kernel", "none")]
    [InlineData("run --network host images/web-amd64.img -k kernel", "kernel of its own")]
    [InlineData("run --network none --network default images/web-amd64.img -k kernel", "excludes")]
    [InlineData("run --network shop images/web-amd64.img -k kernel", "smol network create shop")]
    [InlineData("run --network ../x images/web-amd64.img -k kernel", "not a name")]
    [InlineData("run --network tap:none0 images/web-amd64.img -k kernel", "no such tap")]
    [InlineData("run --bridge none0 images/web-amd64.img -k kernel", "bridge")]
    [InlineData("run -l a -l b -l c -w . -w . -w . images/web-amd64.img -k kernel -v", "8 virtio devices")]
    [InlineData("run", "which image")]
    public void What_can_not_be_is_said(string line, string said)
    {
        foreach (string name in (string[])["a", "b", "c"])
            File.WriteAllText(_smol[name], "");
        (int code, _, string errors) = Oracle.RunIn(_smol.Folder, "sh", "-c", $"SMOL_HOME={_smol.Home} {SmolProgram.Binary} {line}");
        Assert.Equal(125, code);
        Assert.Contains(said, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_file_is_obeyed_and_flags_win()
    {
        Directory.CreateDirectory(_smol["etc"]);
        File.WriteAllText(_smol["etc/web.conf"], """
            # all that there is
            mem=128m
            cores=2
            hostfwd=::8180-:80,::2022-:22
            append="-v -x"
            share=$(pwd)/tree
            extra="-D 'a b'"
            fwcfgvar="A=1,B=2"
            qmp_port=4444
            serial_port=5555
            use_pty=y
            sharerw=y
            kernel=kernel
            """);
        string said = Shell("run -v -f etc/web.conf");
        foreach (string expected in (string[])["-m 128 ", "-smp 2 ", "hostfwd=tcp:127.0.0.1:8180-:80,hostfwd=tcp:127.0.0.1:2022-:22", "root=NAME=root -v -x'", $"path={_smol.Folder}/tree,", "-D 'a b'", "var.B,string=2", "port=4444", "share-rw=on", "images/web-amd64.img"])
            Assert.Contains(expected, said, StringComparison.Ordinal);
        Assert.DoesNotContain("5555", said, StringComparison.Ordinal);
        Assert.Contains("port=5555", Shell("run -v -d -f etc/web.conf"), StringComparison.Ordinal);

        string won = Shell("run -v -m 64 -N -a -q -e C=3 --ephemeral -f etc/web.conf");
        foreach (string expected in (string[])["-m 64 ", "-smp 2 ", "root=NAME=root -q'", "var.C,string=3", "snapshot=on"])
            Assert.Contains(expected, won, StringComparison.Ordinal);
        foreach (string gone in (string[])["hostfwd", "var.A", "share-rw", "virtio-net"])
            Assert.DoesNotContain(gone, won, StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_file_with_a_mistake_is_named_with_its_line()
    {
        File.WriteAllText(_smol["web.conf"], "mem=128m\nimg=$(rm -rf /)\n");
        SmolResult result = _smol.Run("run", "-f", "web.conf");
        Assert.Equal(125, result.Code);
        Assert.Contains("web.conf:2", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Startnb_says_what_scripts_read_and_writes_to_the_file()
    {
        string said = Shell("startnb -u -v -k kernel -i web-amd64 -p ::8080-:80 -n 1");
        Assert.StartsWith("> port forward set: tcp:127.0.0.1:8080-:80\n> using kernel kernel\n> using console: com\n> using disk image images/web-amd64.img\n", said, StringComparison.Ordinal);
        Assert.Contains("file=" + _smol["images/web-amd64.img"] + ",format=raw -device virtio-blk-device,drive=disk0 ", said, StringComparison.Ordinal);
        Assert.Contains("max_ports=1 -chardev socket,id=port1", said, StringComparison.Ordinal);
        Assert.Contains("SMOL_CONTROL,string=none", said, StringComparison.Ordinal);
        Assert.Equal(1, _smol.Run("startnb", "-i", "none.img").Code);
    }

    private string Shell(string line)
    {
        (int code, string output, string errors) = Oracle.RunIn(_smol.Folder, "sh", "-c", $"SMOL_HOME={_smol.Home} {SmolProgram.Binary} {line}");
        Assert.True(code == 0, $"{line}: {errors}");
        return output;
    }
}
