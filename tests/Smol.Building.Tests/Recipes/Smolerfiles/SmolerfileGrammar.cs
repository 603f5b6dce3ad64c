using System.Text;

namespace Smol.Building.Tests.Recipes.Smolerfiles;

/// <summary>Writes SMOLerfiles whose every choice is a byte.</summary>
internal static class SmolerfileGrammar
{
    private static readonly string[] Lines =
    [
        "RUN {w} {w}", "RUN {j}", "COPY {f} {w} {w}", "ADD {f} {w} /{w}/", "ENV {n}={v} {n}={v}", "ENV {n} {v}", "ARG {n}={v}", "ARG {n}", "LABEL {l}={v}", "CMD {j}", "ENTRYPOINT {w}",
        "EXPOSE {p} {p}", "VOLUME {w}", "USER {v}", "WORKDIR {v}", "SHELL {j}", "STOPSIGNAL {v}", "HEALTHCHECK {h} CMD {w}", "ONBUILD RUN {w}", "FROM {b} AS {n}", "FROM {b}", "FROM {n}",
        "COPY --from={n} {w} {w}", "RUN <<{n}\n{w} \\$x\n{n}", "COPY <<E /{w}\n{v}\nE", "RUN --mount={m} {w}", "# {w}", "RUN {w} \\\n\n  {w}", "INCLUDE {w}", "MAINTAINER {v}", "{w} {w}",
    ];

    private static readonly Dictionary<char, string[]> Parts = new()
    {
        ['w'] = ["a", "/b", "$x", "${y:-z}", "\"q r\"", "'s'", "\\", "a\\ b", "<<E", "[", "*.c", "--x", "é", "a=b", "${x", "\"", "https://h/f"],
        ['v'] = ["1", "$x", "\"a $y b\"", "${x#a*}", "${x%%?}", "${x/a/b}", "$(uname -p)", "`id`", "\\$x", "${x:?e}", "$", "'$x'", "${x:-${y:-${z}}}", ""],
        ['n'] = ["x", "y", "PATH", "a", "E", "0"],
        ['j'] = ["[\"a\", \"$x\"]", "[]", "[\"a\"", "['a']", "[1]", "sh -c x"],
        ['f'] = ["--chown=a:b", "--chmod=755", "--chmod=u+x", "--exclude=[", "--link", "--from=0", "--checksum=sha256:0", "--", "--parents", "--unpack", ""],
        ['l'] = ["smolbsd.service", "smolbsd.imgsize", "smolbsd.dialect", "smolbsd.publish", "guest", "a.b", "smolbsd.x", "\"k k\""],
        ['p'] = ["80", "80:80", "1-3", "1-3:4-6/udp", "$x", "x", "99999"],
        ['h'] = ["--interval=1s", "--retries=3", "--timeout=x", ""],
        ['b'] = ["base,etc", "scratch", "hello:latest", "$x", "comp:/bin/*", "base-amd64.img"],
        ['m'] = ["type=cache,target=/x", "type=secret,id=a", "type=ssh", "target=$x,from=a", "type=tmpfs,dst=a,size=1g"],
    };

    /// <summary>The file that the choices make.</summary>
    public static string Write(byte[] choices)
    {
        var text = new StringBuilder(choices.Length > 0 && choices[0] % 8 == 0 ? "# escape=`\n" : "").Append("FROM base,etc AS a\n");
        int at = 0;
        while (at < choices.Length)
        {
            string line = Lines[choices[at++] % Lines.Length];
            for (int index = 0; index < line.Length; index++)
            {
                if (line[index] != '{' || index + 2 >= line.Length || line[index + 2] != '}')
                    text.Append(line[index]);
                else
                {
                    string[] parts = Parts[line[index + 1]];
                    text.Append(parts[(at < choices.Length ? choices[at++] : 0) % parts.Length]);
                    index += 2;
                }
            }
            text.Append('\n');
        }
        return text.ToString();
    }
}
