using Smol.Machines.MachineFiles;
using Smol.Storage;
using Smol.TestSupport;

namespace Smol.Machines.Tests.MachineFiles;

public sealed class MachineFileTests
{
    private static string? Environment(string name) => name switch
    {
        "HOME" => "/home/me",
        "EMPTY" => "",
        _ => null,
    };

    [Theory]
    [InlineData("mem=128m", "128m")]
    [InlineData("  mem=128m # comment", "128m")]
    [InlineData("mem=1;mem=2", "2")]
    [InlineData("export mem=3", "3")]
    [InlineData("mem=", null)]
    [InlineData("mem='a # b'", "a # b")]
    [InlineData("mem=a#b", "a#b")]
    [InlineData("mem=\"a 'b' \\\"c\\\" \\d\"", "a 'b' \"c\" \\d")]
    [InlineData("mem=a\\ b'c'\"d\"", "a bcd")]
    [InlineData("mem=1\\\n2", "12")]
    [InlineData("mem='1\n2'", "1\n2")]
    [InlineData("mem=${HOME}/src", "/home/me/src")]
    [InlineData("mem=~/src", "/home/me/src")]
    [InlineData("mem=$HOME/src", "/home/me/src")]
    [InlineData("mem=\"$HOME $NONE\"", "/home/me ")]
    [InlineData("mem='$HOME'", "$HOME")]
    [InlineData("mem=\\$HOME", "$HOME")]
    [InlineData("mem=a$", "a$")]
    [InlineData("mem=${NONE:-512}", "512")]
    [InlineData("mem=${EMPTY-512}", null)]
    [InlineData("mem=${HOME:+1g}", "1g")]
    [InlineData("cores=2\nmem=${cores}g", "2g")]
    [InlineData("ARCH=i386\nmem=$(scripts/uname.sh -m)", "i386")]
    [InlineData("ARCH=evbarm-aarch64\nmem=`scripts/uname.sh -p`", "aarch64")]
    [InlineData("ARCH=amd64\nmem=$([ \"$ARCH\" = \"amd64\" ] && echo one || echo two)", "one")]
    [InlineData("ARCH=i386\nmem=NAME=$([ \"$ARCH\" = \"amd64\" ] && echo one || echo two)", "NAME=two")]
    [InlineData("mem=1\r\ncores=2\r\n", "1")]
    public void A_value_is_what_sh_makes_of_it(string text, string? expected) => Assert.Equal(expected, MachineFile.Parse("a.conf", text, Environment)["mem"]);

    [Theory]
    [InlineData("mem=$(pwd)")]
    [InlineData("mem=$(uname -m)")]
    [InlineData("mem=\"a  b\"'c '$HOME")]
    [InlineData("mem=${HOME}x\\ y\nmem=\"${mem}z\"")]
    [InlineData("# one\n\nmem=a\"b\\\\c\"\\\nd # e")]
    public void Sh_agrees(string text)
    {
        string expected = Oracle.MustRun("sh", "-c", $"{text}\nprintf %s \"$mem\"");
        Assert.Equal(expected, MachineFile.Parse("a.conf", text, System.Environment.GetEnvironmentVariable)["mem"]);
    }

    [Theory]
    [InlineData("mem=1\n\nmme=2", "a.conf:3", "mem")]
    [InlineData("# a\nmem=$(cat /etc/passwd)", "a.conf:2", "known are")]
    [InlineData("mem=`rm -rf x`", "a.conf:1", "known are")]
    [InlineData("mem=$(uname", "a.conf:1", "known are")]
    [InlineData("mem=${HOME%/*}", "a.conf:1", "known are")]
    [InlineData("mem=$$", "a.conf:1", "known are")]
    [InlineData("mem=1\nrm -rf x", "a.conf:2", "nothing in it is run")]
    [InlineData("mem=1 && rm x", "a.conf:1", "nothing in it is run")]
    [InlineData("mem=1>x", "a.conf:1", "nothing in it is run")]
    [InlineData("mem=1\nimg='abc\ndef", "a.conf:2", null)]
    [InlineData("mem", "a.conf:1", "KEY=value")]
    [InlineData("if true; then mem=1; fi", "a.conf:1", "KEY=value")]
    [InlineData("img='a\nb'\nx=1", "a.conf:3", null)]
    public void What_is_not_understood_is_an_error_at_its_line(string text, string place, string? hint)
    {
        var failure = Assert.Throws<SmolException>(() => MachineFile.Parse("etc/../a.conf", text, Environment));
        Assert.Equal("etc/../" + place, failure.Place);
        if (hint is not null)
            Assert.Contains(hint, failure.Hint);
    }

    [Fact]
    public void No_text_is_a_crash()
    {
        string[] pieces = ["mem=", "$", "(", ")", "{", "}", "'", "\"", "\\", "\n", "`", "a", " ", "#", ";", "~", "[", "]"];
        var random = new Random(7);
        for (int round = 0; round < 20_000; round++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => pieces[random.Next(pieces.Length)]));
            try
            {
                MachineFile.Parse("a.conf", text, Environment);
            }
            catch (SmolException failure)
            {
                Assert.StartsWith("a.conf:", failure.Place);
            }
        }
    }

    [Fact]
    public void The_service_is_the_files_name() => Assert.Equal("web.x", MachineFile.Parse("/etc/web.x.conf", "", Environment).Service);

    [Fact]
    public void Every_machine_file_of_smolBSD_is_read()
    {
        if (System.Environment.GetEnvironmentVariable("SMOL_SMOLBSD") is not { Length: > 0 } checkout)
        {
            Assert.Skip("SMOL_SMOLBSD names no checkout of smolBSD");
            return;
        }
        string[] files = Directory.GetFiles(Path.Combine(checkout, "etc"), "*.conf");
        Assert.NotEmpty(files);
        foreach (string file in files)
        {
            string assignments = string.Concat(MachineFile.Keys.Select(key => $"printf '%s\\n' \"{key}=${key}\"\n"));
            string expected = Oracle.RunIn(checkout, "env", "-i", $"HOME={System.Environment.GetEnvironmentVariable("HOME")}", "PATH=/usr/bin:/bin", "sh", "-c", $". {file}\n{assignments}").Output;
            MachineFile machine = MachineFile.Load(file, name => name == "HOME" ? System.Environment.GetEnvironmentVariable("HOME") : null);
            string actual = string.Concat(MachineFile.Keys.Select(key => $"{key}={machine[key]}\n"));
            Assert.Equal(expected.Replace(Path.GetFullPath(checkout), "PWD", StringComparison.Ordinal), actual.Replace(System.Environment.CurrentDirectory, "PWD", StringComparison.Ordinal));
        }
    }
}
