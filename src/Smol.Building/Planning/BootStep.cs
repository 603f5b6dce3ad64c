namespace Smol.Building.Planning;

/// <summary>The image is made to start from a BIOS: kernel, boot loader, and the code before the filesystem.</summary>
/// <param name="Kernel">The kernel that becomes <c>/netbsd</c>.</param>
/// <param name="Console">The console that the boot loader is told.</param>
/// <param name="IsSmolified">Whether devices that a microVM does not have are disabled in the kernel.</param>
public sealed record BootStep(string Kernel, string Console, bool IsSmolified) : PlanStep
{
    /// <inheritdoc/>
    public override IEnumerable<PlanRow> Rows() =>
        [new("boot", "/netbsd", $"{Kernel}{(IsSmolified ? " with devices disabled" : "")}, started by a BIOS through /boot, console {Console}")];
}
