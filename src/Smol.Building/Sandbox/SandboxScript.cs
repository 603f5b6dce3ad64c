namespace Smol.Building.Sandbox;

/// <summary>A shell script of ours, fixed when smol is built: what differs from run to run is in its arguments.</summary>
internal sealed class SandboxScript
{
    private SandboxScript(string name)
    {
        using Stream resource = typeof(SandboxScript).Assembly.GetManifestResourceStream("sandbox/" + name)!;
        using var reader = new StreamReader(resource);
        Text = reader.ReadToEnd();
    }

    /// <summary>Root's way into a user namespace.</summary>
    public static SandboxScript ShiftIds { get; } = new("shift-ids.sh");

    /// <summary>Sets everything up, runs the scripts, and reports.</summary>
    public static SandboxScript Sandbox { get; } = new("sandbox.sh");

    /// <summary>Runs one script.</summary>
    public static SandboxScript RunScript { get; } = new("run-script.sh");

    /// <summary>In place of mknod(8).</summary>
    public static SandboxScript MakeNode { get; } = new("mknod.sh");

    /// <summary>In place of chown(8) and chgrp(1).</summary>
    public static SandboxScript ChangeOwner { get; } = new("chown.sh");

    /// <summary>In place of install(1).</summary>
    public static SandboxScript Install { get; } = new("install.sh");

    /// <summary>In place of chroot(8).</summary>
    public static SandboxScript ChangeRoot { get; } = new("chroot.sh");

    /// <summary>What <c>FETCH</c> names.</summary>
    public static SandboxScript Fetch { get; } = new("fetch.sh");

    /// <summary>What it says.</summary>
    public string Text { get; }
}
