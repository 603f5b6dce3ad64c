namespace Smol.DummyQemu;

/// <summary>What the dummy takes from QEMU's command line.</summary>
internal sealed class Arguments(string[] words)
{
    /// <summary>The value that follows an option.</summary>
    public string? Value(string option)
    {
        int at = Array.IndexOf(words, option);
        return at < 0 || at + 1 == words.Length ? null : words[at + 1];
    }

    public bool Has(string option) => Array.IndexOf(words, option) >= 0;

    /// <summary>A part of a character device's description.</summary>
    public string CharacterDevice(string id, string part)
    {
        string device = words.Single(word => word.Split(',').Contains("id=" + id));
        return device.Split(',').Single(field => field.StartsWith(part + "=", StringComparison.Ordinal))[(part.Length + 1)..];
    }

    /// <summary>The value of a variable for the guest.</summary>
    public string? Variable(string name)
    {
        string prefix = $"name=opt/org.smolbsd.var.{name},string=";
        return words.FirstOrDefault(word => word.StartsWith(prefix, StringComparison.Ordinal))?[prefix.Length..];
    }

    /// <summary>A fault or habit that a test asked for, by a word <c>dummy.NAME[=VALUE]</c> on the kernel's command line.</summary>
    public string? Dummy(string name)
    {
        foreach (string word in (Value("-append") ?? "").Split(' '))
        {
            if (word == "dummy." + name)
                return "";
            if (word.StartsWith($"dummy.{name}=", StringComparison.Ordinal))
                return word[($"dummy.{name}=".Length)..];
        }
        return null;
    }
}
