namespace Smol.Building.Minimising.Tests;

public sealed class ShellProgramsTests
{
    [Theory]
    [InlineData("ls -l /tmp", "ls:1 /tmp:1")]
    [InlineData("# ls\ncat x | sort;wc&date", "cat:2 sort:2 wc:2 date:2")]
    [InlineData("A=1 B=/bin/ksh env C=2 awk", "/bin/ksh:1 awk:1")]
    [InlineData("if ! test -f x; then useradd; else rm; fi", "test:1 useradd:1 rm:1 fi:1")]
    [InlineData("echo \"now $(date +%s) ls\" 'cp'", "echo:1 date:1")]
    [InlineData("x=$(uname -m) y=`hostname`", "uname:1 hostname:1")]
    [InlineData("a=$(b \"$(c d)\" e) f", "b:1 c:1 f:1")]
    [InlineData("echo $(a) b `c` d", "echo:1 a:1 c:1")]
    [InlineData("$PROGRAM x\n\"$SHELL\"", "")]
    [InlineData("cat <<EOF >/dev/null\nls\n\tEOF\nmv", "cat:1 mv:4")]
    [InlineData("true </dev/null 2>&1; \\\n  sleep 1", "true:1 sleep:2")]
    [InlineData("f() { ifconfig lo0; }", "f:1 ifconfig:1 }:1")]
    [InlineData("[ -x /sbin/mount_x ] || /sbin/mount_x /var", "[:1 /sbin/mount_x:1 /sbin/mount_x:1 /var:1")]
    [InlineData("ls *.c; *.sh; echo ${x:-`cp`}", "ls:1 echo:1")]
    public void Finds_the_words_that_stand_where_a_command_stands(string script, string expected) =>
        Assert.Equal(expected, string.Join(' ', ShellPrograms.Find(script).Select(word => $"{word.Text}:{word.Line}")));
}
